# The two commands. Both set up whatever a fresh machine lacks (it needs Rust, Node and apt) and may be run again at any time.
.PHONY: run test site check clean

run: ## build everything and serve the app with invented people at http://localhost:3000
	@.ci/serve

test: ## run every test: native, both databases, browser
	@.ci/test

site: ## only build what the phone downloads
	@.ci/setup build
	@.ci/build

check: ## the static checks
	@.ci/check

clean: ## forget the demo's data
	rm -rf demo-data demo-data-keys
