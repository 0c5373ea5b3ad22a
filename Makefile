# The commands of the developer and of the user. `make help` lists them.

SWIFT ?= swift
PREFIX ?= /usr/local
FUZZ_SECONDS ?= 60
# What `make conformance` runs the tests of other projects over; CI runs them over the default one.
BACKENDS ?= packed file memory
export SWIFT

# Warnings are errors in our own builds; never in the package manifest, where they would be
# unsafe flags and keep the libraries from being dependencies.
STRICT = -Xswiftc -warnings-as-errors
RELEASE = $(SWIFT) build -c release $(STRICT)
# What libraries of back-ends are loaded for: they find apusd's symbols in it.
EXPORTING = $(if $(filter Linux,$(shell uname -s)),-Xlinker -export-dynamic)

.PHONY: help setup build demo test torture test-peers check format bench conformance fuzz differential docs \
	install uninstall deb

help: ## Lists these commands.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Installs the system libraries, once.
	@Scripts/setup

# Only the command line is linked with the standard library inside: it starts faster so, while
# a server with the dynamic one can load back-ends compiled elsewhere. Each way of linking has a
# build folder of its own, or every call would compile everything twice.
build: setup ## Builds apusd and apus, optimised, into .build/release.
	$(RELEASE) --product apusd $(EXPORTING)
	$(RELEASE) --product apus --static-swift-stdlib --scratch-path .build/static
	@install -m 755 .build/static/release/apus .build/release/apus

demo: build ## The main job on real data: starts a server, moves a tree and a large file, compares.
	@Scripts/demo

check: ## Formatting, file headers, import directions; prints what is slow to type-check.
	@Scripts/check
	@Scripts/build-tests $(STRICT)

# What kills servers and takes power away needs the whole machine: behind the others, not beside.
test: setup check ## The checks and every test.
	@Scripts/differential --library
	$(SWIFT) test --skip-build $(STRICT) --skip '^Integration\.'
	$(SWIFT) test --skip-build $(STRICT) --filter '^Integration\.'

torture: setup ## The fault tests at full count; prints what was tried and what was survived.
	@Scripts/torture $(STRICT)

test-peers: build ## Tests that meet real peers, which it installs and starts.
	@Scripts/Peers/test

conformance: build ## Real clients against a real apusd; packages that depend on ours.
	@Scripts/Conformance/swiftclient-functional $(BACKENDS)
	@for backend in $(BACKENDS); do \
		BACKEND=$$backend Scripts/Conformance/swift-functional || exit; done
	@ENCRYPTION=yes Scripts/Conformance/swift-functional
	@Scripts/Conformance/swift-tool
	@Scripts/Conformance/temporary-urls
	@Scripts/Conformance/consumers
	@Scripts/Conformance/backends
	@Scripts/Conformance/identity
	@Scripts/Conformance/service
	@Scripts/Conformance/shells
	@Scripts/Conformance/tour
	@Scripts/Conformance/ds3-examples
	@Scripts/Conformance/ds3-jobs

bench: build ## The benchmark, beside nginx, other clients and the machine's own limits.
	@Scripts/bench
	@Scripts/Benchmarks/features
	@Scripts/Benchmarks/clients
	@Scripts/Benchmarks/lxd
	@Scripts/Benchmarks/ds3

fuzz: setup ## Every parser under libFuzzer, FUZZ_SECONDS each.
	@Scripts/fuzz $(FUZZ_SECONDS)

differential: setup ## The request parser beside llhttp, where node-llhttp is installed.
	@Scripts/differential $(FUZZ_SECONDS)

docs: setup ## The reference of every library product, into .build/docs.
	@Scripts/docs

format: ## Formats every source file in place.
	$(SWIFT) format format --in-place --recursive --parallel --configuration .swift-format \
		Package.swift Sources Tests Fuzz Examples Scripts/Generators

install: build ## Installs programs, man pages and completions below PREFIX.
	@Scripts/install "$(PREFIX)"

deb: build ## A Debian package, with units for systemd, into .build/deb.
	@Scripts/deb

uninstall: ## Removes what `make install` put below PREFIX.
	@Scripts/install --remove "$(PREFIX)"
