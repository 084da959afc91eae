#!/bin/sh
# Waits for Strimzi's Secrets and makes of them the one that Knative's Kafka Broker reads. What is in a Secret is base64 already,
# so it is handed on as it is, and never shown.
set -eu
account=/var/run/secrets/kubernetes.io/serviceaccount
namespace=$(cat "$account/namespace")
secrets=https://kubernetes.default.svc/api/v1/namespaces/$namespace/secrets

# In a file in memory: a command's arguments can be read in the list of processes.
umask 077
printf 'header = "Authorization: Bearer %s"\n' "$(cat "$account/token")" >/tmp/token

api() {
    curl --silent --show-error --fail --cacert "$account/ca.crt" --config /tmp/token "$@"
}

value() { # secret, key as a regular expression
    api "$secrets/$1" | tr -d ' \n' | sed -n 's/.*"'"$2"'":"\([A-Za-z0-9+\/=]*\)".*/\1/p'
}

plain() {
    printf %s "$1" | base64
}

password=
certificate=
until [ -n "$password" ] && [ -n "$certificate" ]; do
    echo "waiting for the Secrets knative and tideway-cluster-ca-cert, which Strimzi makes"
    sleep 5
    password=$(value knative password)
    certificate=$(value tideway-cluster-ca-cert 'ca\.crt')
done

api --request PATCH --header 'Content-Type: application/apply-patch+yaml' --data-binary @- --output /dev/null \
    "$secrets/kafka-broker-auth?fieldManager=tideway&force=true" <<JSON
{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "kafka-broker-auth"}, "data": {
  "protocol": "$(plain SASL_SSL)", "sasl.mechanism": "$(plain SCRAM-SHA-512)", "user": "$(plain knative)",
  "password": "$password", "ca.crt": "$certificate"}}
JSON
echo "the Secret kafka-broker-auth is made"
