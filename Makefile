# The commands of this repository; `make` alone lists them. Works with GNU make 3.81 and any POSIX shell.
.DEFAULT_GOAL := help
.PHONY: help run test check try watch bench build images publish format clean java-home jdk new-function

# A JDK 25 or newer, looked for once and only when a target needs it.
JDK = $(eval JDK := $(shell kn-local/bin/java-home))$(JDK)
MVNW = JAVA_HOME='$(JDK)' ./mvnw -ntp
ONLY = -Dspotless.check.skip -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

# watch and try are for the runner on this machine; with CLUSTER=1, or after deploy, for the cluster that kubectl points to.
.PHONY: deploy undeploy seed
OVERLAY = quickstart
CLUSTER = $(filter deploy,$(MAKECMDGOALS))
ON = $(if $(CONTEXT),--context $(CONTEXT))

help: ## Lists these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## Builds what is stale and starts everything in the foreground; Ctrl-C stops it (ARGS=... for kn-local up)
	@kn-local/bin/kn-local up $(ARGS)

test: jdk ## Runs every test there is
	@$(MVNW) verify

# One class or two of kn-local's integration tests, with what the runner is started from built and trained before.
.PHONY: conformance fuzz torture
IT = $(MVNW) -pl kn-local -am verify $(ONLY) -Dtest=NoTest

conformance: build ## Tries Knative's contract, sentence by sentence, and writes docs/fidelity.md (on a cluster too: CONTRIBUTING.md)
	@$(IT) -Dit.test='dev.tideway.knlocal.conformance.*IT'
	@$(MVNW) -q -pl kn-local -am test $(ONLY) -Dtest=FidelityTest -Dfidelity.write=true

.PHONY: browser
browser: build ## Tries the dashboard in Chromium, with Playwright and axe (fetches 200 MB; Chromium has to be there)
	@$(MVNW) -Pbrowser -pl browser verify -Dspotless.check.skip

check: build ## Formatting, compiler checks, the quick tests, kn-local check, and whether docs/catalogue is up to date
	@$(MVNW) test
	@kn-local/bin/kn-local check
	@kn-local/bin/kn-local docs --check

.PHONY: docs
docs: build ## Writes docs/catalogue: the domain as pages, diagrams, AsyncAPI and xRegistry
	@kn-local/bin/kn-local docs

try: ## Plays every story of samples/ against the running runner (CLUSTER=1: the cluster) and checks how it ends
	@$(if $(CLUSTER),CLUSTER=1 CONTEXT='$(CONTEXT)' kn-local/bin/kn-local tunnel $(ON) --) samples/try

seed: ## Changes prices, names and the assortment in the old catalogue by plain SQL (CLUSTER=1: on the cluster)
	@$(if $(CLUSTER),CONTEXT='$(CONTEXT)' samples/cluster-sql,kn-local/bin/kn-local sql --secret catalogue-db-app) <samples/catalogue.sql

watch: ## Shows functions, triggers and brokers of the running runner (CLUSTER=1: the cluster), live
	@kn-local/bin/kn-local status --watch $(if $(CLUSTER),--cluster $(ON))

deploy: build ## Brings the store to the cluster that kubectl points to, and waits for it (OVERLAY=quickstart CONTEXT=... IMAGES=...)
	@kn-local/bin/kn-local deploy --overlay $(OVERLAY) $(ON) $(if $(IMAGES),--images $(IMAGES)) $(ARGS)

undeploy: ## Takes it off the cluster again; DELETE_DATA=1 with its databases (CONTEXT=...)
	@kn-local/bin/kn-local undeploy $(ON) $(if $(DELETE_DATA),--delete-data)

new-function: build ## Makes functions/NAME with its test, trigger and events (NAME=... [CONSUMES=type EMITS=type])
	@kn-local/bin/kn-local new-function "$$NAME" $${CONSUMES:+--consumes "$$CONSUMES"} $${EMITS:+--emits "$$EMITS"}
	@$(MVNW) -q -N spotless:apply

fuzz: build ## Gives ingress and YAML readers a million generated inputs each (INPUTS=... SEED=... to repeat)
	@$(IT) -Dit.test='IngressFuzzIT,YamlFuzzIT' -Dfuzz.inputs=$(or $(INPUTS),1000000) $(if $(SEED),-Dfuzz.seed=$(SEED))

torture: build ## Kills functions, runner and Kafka under load, ROUNDS=20 times over (SEED=... to repeat a round)
	@$(IT) -Dit.test=TortureIT -Dtorture.rounds=$(or $(ROUNDS),$(if $(SEED),1,20)) $(if $(SEED),-Dtorture.seed=$(SEED))

bench: build ## Measures a runner (on a machine that does nothing else) and writes benchmarks/target/performance.md (ARGS='broker reply scale zero facts cdc forecast journeys micro': only those)
	@$(MVNW) -q -pl benchmarks -am package -DskipTests -Dspotless.check.skip
	@kn-local/bin/kn-local train
	@'$(JDK)/bin/java' -Djdk.httpclient.allowRestrictedHeaders=host -jar benchmarks/target/benchmarks.jar benchmarks/target/performance.md $(ARGS)

build: jdk ## Builds what is stale, without tests
	@stale=$$(.mvn/stale); \
	if [ -n "$$stale" ]; then \
	    echo "building $$stale"; \
	    $(MVNW) -q -pl "$$stale" -am package -DskipTests -Dspotless.check.skip && \
	    for module in $$(echo "$$stale" | tr , ' '); do touch "$$module/target/built" || exit 1; done; \
	fi
	@kn-local/bin/kn-local train

images: build ## Builds the functions' images and pushes them to REGISTRY=host/prefix, or writes OCI archives with REGISTRY=archive (ARGS=--help)
	@test -n "$(REGISTRY)" || { echo 'make images REGISTRY=host/prefix pushes, make images REGISTRY=archive writes OCI archives' >&2; exit 2; }
	@$(MVNW) -q -pl images -am package -DskipTests -Dspotless.check.skip
	@'$(JDK)/bin/java' --sun-misc-unsafe-memory-access=allow -jar images/target/images.jar --registry '$(REGISTRY)' --base '$(BASE)' $(ARGS)

format: jdk ## Puts the formatting right
	@$(MVNW) -q -N spotless:apply

publish: jdk ## Puts function-kit into the Maven repository MAVEN_REPO (an address or a folder), so that a function's folder builds alone
	@test -n "$(MAVEN_REPO)" || { echo 'make publish MAVEN_REPO=https://… (credentials: server "tideway" in settings.xml), or MAVEN_REPO=/a/folder' >&2; exit 2; }
	@repo='$(MAVEN_REPO)'; case $$repo in *://*) ;; *) mkdir -p "$$repo" && repo=file://$$(cd "$$repo" && pwd) || exit 1 ;; esac; \
	$(MVNW) -q -pl .,function-kit,function-kit/testing deploy -Dmaven.install.skip=true -DskipTests -Dspotless.check.skip "-DaltDeploymentRepository=tideway::$$repo" && \
	echo "function-kit and function-kit-testing are in $$repo"

clean: jdk ## Deletes what was built; `kn-local reset` deletes what ran
	@$(MVNW) -q clean

java-home: ## Prints the JDK that is used
	@kn-local/bin/java-home

jdk:
	@test -n "$(JDK)"
