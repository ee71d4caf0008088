# Every command of the house. `make help` lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test test-fast fmt lint bench torture screenshots release

TARGET := $(or $(CARGO_TARGET_DIR),target)

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: release ## set everything up and run the product on a realistic company at http://localhost:7400
	$(TARGET)/release/bailiwick demo

test: ## set everything up and run every check and test; the last line counts them
	@scripts/setup.sh test
	@cargo run --quiet --locked -p xtask -- test

test-fast: ## checks and tests that need neither browser nor PostgreSQL
	@scripts/setup.sh build
	@cargo run --quiet --locked -p xtask -- test --fast

torture: ## killed a thousand times, fuzzed, the API against its document, an hour under load: see docs/testing.md
	@scripts/setup.sh test
	@$(MAKE) --no-print-directory release
	@scripts/torture.sh

fmt: ## format the Rust sources
	cargo fmt --all

lint: ## format check, house rules, clippy
	@scripts/setup.sh build
	cargo fmt --all --check
	cargo run --quiet --locked -p xtask -- tidy
	cargo clippy --workspace --all-targets --locked -- -D warnings

bench: ## ratios and rates against baselines measured in the same run
	@scripts/setup.sh build
	@set -e; for bench in $(wildcard bench/*/run.sh); do echo "── $$bench"; $$bench; done

screenshots: ## take the README's pictures of the demo into docs/pictures
	@scripts/setup.sh test
	@$(MAKE) --no-print-directory release
	@cd e2e && BAILIWICK_BINARY="$(abspath $(TARGET))/release/bailiwick" node pictures.mjs

release: ## build the binary, optimised
	@scripts/setup.sh build
	cargo build --release --locked -p bailiwick
