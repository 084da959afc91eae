# Answers who says hello or goodbye, and can never handle who says nothing.
name=$(cat)
case $CE_TYPE in
hello.v1 | goodbye.v1) printf 'ce-type: greeted.v1\nce-correlationid: %s\ncontent-type: application/json\n\n{"to": %s, "on": "%s"}' "$CE_ID" "$name" "$CE_TYPE" ;;
*)
    echo 'nothing was said' >&2
    exit 65
    ;;
esac
