//! Public content: the built files, and the participant's documents, rendered once at the start. Nothing here is about
//! a person, so everything may be cached; files with a hash in their name may be cached forever.

use std::collections::HashMap;
use std::path::Path;

use app::documents::{self, Assets};
use app::paths::PATTERNS;
use app::words::i18n::Lang;
use app::{help, notice};
use axum::body::Bytes;
use axum::extract::{Path as UrlPath, Request, State};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::base::problem::ProblemKind;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::error::Refusal;
use crate::http::language;
use crate::settings::Settings;
use crate::state::Shared;

/// Pages without WASM, besides [`PATTERNS`].
const PLAIN: [&str; 2] = ["/help", "/blank"];
/// The page for an unknown address: the service worker shows it offline. It is at no address of its own.
const MISSING: &str = "/missing";
/// The style sheet of a server without a build.
const NO_STYLE: &str = "/style.css";
/// Files that the service worker keeps besides the hashed ones.
const KEPT: [&str; 3] = ["/manifest.webmanifest", "/icon.svg", "/icon-180.png"];
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error("the built browser files in {0} cannot be read; run `make run` or .ci/build first")]
    Unreadable(String),
}

struct File {
    kind: &'static str,
    plain: Bytes,
    brotli: Option<Bytes>,
    tag: String,
}

/// All public content; empty without a build.
#[derive(Default)]
pub struct Site {
    files: HashMap<String, File>,
    documents: HashMap<(&'static str, String), File>,
    style: Option<String>,
}

/// The format that `.ci/site.mjs` writes.
#[derive(Deserialize)]
struct Names {
    build: String,
    wasm: String,
    /// The files after the first, in parts.
    late: Vec<String>,
    glue: String,
    loader: String,
    style: String,
    start: String,
}

impl Names {
    /// Every file whose name carries a hash: together with the documents, all that a phone needs.
    fn files(&self) -> impl Iterator<Item = &str> {
        [&self.wasm, &self.glue, &self.loader, &self.style, &self.start]
            .into_iter()
            .chain(&self.late)
            .map(String::as_str)
    }
}

impl Site {
    /// Reads the built files and renders the documents. Without a build the server has an API and no pages.
    ///
    /// # Errors
    /// Fails if a build exists but cannot be read, or lacks a file that it names.
    pub fn load(settings: &Settings) -> Result<Self, SiteError> {
        let root = &settings.site;
        let Ok(names) = std::fs::read(root.join("site.json")) else {
            tracing::warn!("no browser files in {}; only the API and the staff pages are served", root.display());
            return Ok(Self::default());
        };
        let unreadable = || SiteError::Unreadable(root.display().to_string());
        let names: Names = serde_json::from_slice(&names).map_err(|_| unreadable())?;
        let mut site = Self::default();
        site.read(root, "").map_err(|_| unreadable())?;
        site.read(&root.join("static"), "/static").map_err(|_| unreadable())?;
        // A worker that is told of a file which is not there never installs.
        if !names.files().all(|name| site.files.contains_key(name)) {
            return Err(unreadable());
        }
        site.render(settings, &names);
        site.stamp(&names);
        Ok(site)
    }

    /// The address of the style sheet of phones.
    pub fn style(&self) -> &str {
        self.style.as_deref().unwrap_or(NO_STYLE)
    }

    fn read(&mut self, folder: &Path, prefix: &str) -> std::io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
            let Some(kind) = kind(&name).filter(|_| path.is_file()) else { continue };
            let brotli = std::fs::read(folder.join(format!("{name}.br"))).ok().map(Bytes::from);
            let mut file = file(kind, std::fs::read(&path)?);
            file.brotli = brotli;
            self.files.insert(format!("{prefix}/{name}"), file);
        }
        Ok(())
    }

    fn render(&mut self, settings: &Settings, names: &Names) {
        let assets = Assets {
            style: names.style.clone(),
            start: names.start.clone(),
            glue: names.glue.clone(),
            loader: names.loader.clone(),
        };
        for document in documents::all(&assets, settings.local_help_line.as_deref()) {
            self.documents
                .insert((document.lang.tag(), document.pattern.to_owned()), file(HTML, document.html.into_bytes()));
        }
        let template = |name: &str| {
            self.files.get(name).map(|f| String::from_utf8_lossy(&f.plain).into_owned()).unwrap_or_default()
        };
        let (help_page, blank_page) = (template("/help.html"), template("/blank.html"));
        for lang in Lang::ALL {
            let help = help::help(&help_page, lang, &names.style, settings.local_help_line.as_deref());
            self.documents.insert((lang.tag(), "/help".to_owned()), file(HTML, help.into_bytes()));
            self.documents.insert(
                (lang.tag(), "/blank".to_owned()),
                file(HTML, help::blank(&blank_page, lang, &names.style).into_bytes()),
            );
            let missing = notice::page(lang, &names.style, notice::Notice::Missing);
            self.documents.insert((lang.tag(), MISSING.to_owned()), file(HTML, missing.into_bytes()));
        }
        self.style = Some(names.style.clone());
        self.files.remove("/help.html");
        self.files.remove("/blank.html");
    }

    /// Stamps the build into the service worker, because browsers never replace a worker with identical bytes.
    fn stamp(&mut self, names: &Names) {
        let mut tags: Vec<&str> = self.documents.values().map(|f| f.tag.as_str()).collect();
        tags.sort_unstable();
        let build = digest(format!("{}{}", names.build, tags.concat()).as_bytes());
        let files: Vec<&str> = names.files().chain(KEPT).collect();
        let Some(worker) = self.files.get("/sw.js") else { return };
        let text = String::from_utf8_lossy(&worker.plain)
            .replace("{{BUILD}}", &build)
            .replace("{{FILES}}", &serde_json::json!(files).to_string())
            .replace("{{PATTERNS}}", &serde_json::json!(PATTERNS).to_string());
        self.files.insert("/sw.js".to_owned(), file("text/javascript; charset=utf-8", text.into_bytes()));
    }
}

const HTML: &str = "text/html; charset=utf-8";

fn kind(name: &str) -> Option<&'static str> {
    Some(match name.rsplit('.').next()? {
        "css" => "text/css; charset=utf-8",
        "html" => HTML,
        "js" => "text/javascript; charset=utf-8",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}

fn digest(bytes: &[u8]) -> String {
    domain::base::id::to_hex(&Sha256::digest(bytes)[..8])
}

fn file(kind: &'static str, plain: Vec<u8>) -> File {
    File { kind, tag: format!("\"{}\"", digest(&plain)), plain: plain.into(), brotli: None }
}

fn send(file: Option<&File>, asked: &HeaderMap, caching: &'static str) -> Response {
    let Some(file) = file else { return Refusal::from(ProblemKind::NotFound).into_response() };
    let header = |name| asked.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let base = [(CACHE_CONTROL, caching), (ETAG, &file.tag), (VARY, "Accept-Encoding, Accept-Language, Cookie")];
    if header(IF_NONE_MATCH) == file.tag {
        return (StatusCode::NOT_MODIFIED, base).into_response();
    }
    match &file.brotli {
        Some(packed) if header(ACCEPT_ENCODING).contains("br") => {
            (base, [(CONTENT_TYPE, file.kind), (CONTENT_ENCODING, "br")], packed.clone()).into_response()
        }
        _ => (base, [(CONTENT_TYPE, file.kind)], file.plain.clone()).into_response(),
    }
}

/// The route pattern that matches a path.
fn pattern(path: &str) -> Option<&'static str> {
    let parts: Vec<&str> = path.split('/').collect();
    PATTERNS.iter().copied().chain(PLAIN).find(|pattern| {
        let wanted: Vec<&str> = pattern.split('/').collect();
        wanted.len() == parts.len() && wanted.iter().zip(&parts).all(|(w, p)| *w == "{id}" || w == p)
    })
}

/// The address that one with a slash at its end means. Nothing that a browser could take for another host's.
fn without_slash(path: &str) -> Option<&str> {
    let bare = path.strip_suffix('/')?.trim_end_matches('/');
    let is_plain = |part: &str| {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
        !matches!(part, "" | "." | "..") && part.bytes().all(known)
    };
    bare.strip_prefix('/')?.split('/').all(is_plain).then_some(bare)
}

/// Serves a participant's page in the reader's language, or a built file. A slash at the end of an address leads to
/// the same one without it, on the staff side too.
pub async fn serve(State(shared): State<Shared>, request: Request) -> Response {
    let (path, headers) = (request.uri().path(), request.headers());
    if let Some(bare) = without_slash(path) {
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        return Redirect::permanent(&format!("{bare}{query}")).into_response();
    }
    if let Some(pattern) = pattern(path) {
        return send(
            shared.site.documents.get(&(language::lang(headers).tag(), pattern.to_owned())),
            headers,
            ASK_AGAIN,
        );
    }
    let caching = if path.starts_with("/static/") { FOR_GOOD } else { ASK_AGAIN };
    send(shared.site.files.get(path), headers, caching)
}

/// Serves a participant's page in a given language, for the service worker.
pub async fn shell(
    State(shared): State<Shared>,
    UrlPath((lang, pattern)): UrlPath<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let found = Lang::from_tag(&lang).and_then(|lang| shared.site.documents.get(&(lang.tag(), format!("/{pattern}"))));
    send(found, &headers, ASK_AGAIN)
}

pub async fn home() -> Redirect {
    Redirect::to(app::paths::TODAY)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        settings: Settings,
    }

    /// A build of empty files, with everything that its list names besides `missing`.
    fn load(missing: &str) -> Result<Site, SiteError> {
        let folder = tempfile::tempdir().unwrap();
        let names = serde_json::json!({
            "build": "1", "wasm": "/static/app-1.wasm",
            "late": ["/static/late-rest-2.wasm", "/static/late-sync-3.wasm"],
            "glue": "/static/app-4.js", "loader": "/static/loader-4.js", "style": "/static/style-5.css",
            "start": "/static/start-6.js", "first_load": 1, "parts": {},
        });
        std::fs::create_dir(folder.path().join("static")).unwrap();
        let named = serde_json::from_value::<Names>(names.clone()).unwrap();
        for name in named.files().filter(|name| *name != missing) {
            std::fs::write(folder.path().join(&name[1..]), "").unwrap();
        }
        std::fs::write(folder.path().join("site.json"), names.to_string()).unwrap();
        std::fs::write(folder.path().join("sw.js"), "{{BUILD}} {{FILES}} {{PATTERNS}}").unwrap();
        let site = folder.path().to_str().unwrap();
        Site::load(&Line::parse_from(["evenkeel", "--site", site]).settings)
    }

    #[test]
    fn the_worker_is_told_of_every_part() {
        let site = load("").unwrap();
        let worker = String::from_utf8(site.files["/sw.js"].plain.to_vec()).unwrap();
        let built = site.files.keys().filter(|name| name.starts_with("/static/"));
        assert_eq!(built.clone().count(), 7);
        for name in built.map(String::as_str).chain(KEPT) {
            assert!(worker.contains(&format!("\"{name}\"")), "{name} is not kept");
        }
        assert!(!worker.contains("{{"), "{worker}");
    }

    #[test]
    fn f35_a_slash_at_the_end_leads_to_the_address_without_it_and_never_to_another_host() {
        for (path, bare) in [("/log/", "/log"), ("/list/0123//", "/list/0123"), ("/care/", "/care")] {
            assert_eq!(without_slash(path), Some(bare), "{path}");
        }
        let others =
            ["/", "//", "/log", "//evil.example/", "/\\evil.example/", "/a//b/", "/../", "/./a/", "/%2f/", "/a:b/"];
        for path in others {
            assert_eq!(without_slash(path), None, "{path}");
        }
    }

    #[test]
    fn a_build_that_lacks_one_of_its_parts_is_not_served() {
        assert!(matches!(load("/static/late-sync-3.wasm"), Err(SiteError::Unreadable(_))));
    }
}
