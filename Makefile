# The commands of the developer and of the user. `make help` lists them.

SWIFT ?= swift
# Warnings are errors in our own builds; never in the package manifest, where they would be
# unsafe flags and keep the libraries from being dependencies.
STRICT = -Xswiftc -warnings-as-errors

.PHONY: help setup build test check format

help: ## Lists these commands.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Installs the system libraries, once.
	@Scripts/setup

build: setup ## Builds apusd and apus, optimised, into .build/release.
	$(SWIFT) build -c release $(STRICT)

check: ## Formatting, file headers, import directions.
	@SWIFT="$(SWIFT)" Scripts/check

test: setup check ## The checks and every test.
	$(SWIFT) test $(STRICT)

format: ## Formats every source file in place.
	$(SWIFT) format format --in-place --recursive --parallel --configuration .swift-format \
		Package.swift Sources Tests
