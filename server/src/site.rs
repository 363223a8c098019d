//! What is not in the table: the participant's documents and the built browser files. Nothing here is about a person.

use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::problem::ProblemKind;

use crate::documents;
use crate::error::Refusal;
use crate::state::Shared;

/// A file whose name holds its hash never changes.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Everything else is asked for again each time.
const ASK_AGAIN: &str = "no-cache";

pub async fn serve(State(shared): State<Shared>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return Refusal::from(ProblemKind::NotFound).into_response();
    }
    if let Some(document) = documents::find(&uri, &headers) {
        return document;
    }
    match file(&shared.settings.site, uri.path(), &headers).await {
        Ok(Some(response)) => response,
        Ok(None) => Refusal::from(ProblemKind::NotFound).into_response(),
        Err(error) => {
            tracing::error!("a file of the site cannot be read: {}", error.kind());
            Refusal::from(ProblemKind::Unavailable).into_response()
        }
    }
}

async fn file(site: &Path, address: &str, headers: &HeaderMap) -> std::io::Result<Option<Response>> {
    let Some((path, kind)) = locate(site, address) else { return Ok(None) };
    let brotli = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| coding.split(';').next().is_some_and(|name| name.trim() == "br"));
    let mut encoded = path.clone().into_os_string();
    encoded.push(".br");
    let (bytes, coding) = match if brotli { read(Path::new(&encoded)).await? } else { None } {
        Some(bytes) => (bytes, Some("br")),
        None => match read(&path).await? {
            Some(bytes) => (bytes, None),
            None => return Ok(None),
        },
    };
    let caching = if name_holds_hash(&path) { FOREVER } else { ASK_AGAIN };
    let mut response =
        (StatusCode::OK, [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, caching), (header::VARY, "accept-encoding")], bytes)
            .into_response();
    if let Some(coding) = coding {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Ok(Some(response))
}

/// The file an address names and its media type. `None` for what leaves the site, is hidden, or is no kind that we serve.
fn locate(site: &Path, address: &str) -> Option<(PathBuf, &'static str)> {
    let relative = Path::new(address.strip_prefix('/')?);
    let plain = relative.components().all(|part| matches!(part, Component::Normal(name) if !name.to_string_lossy().starts_with('.')));
    if !plain || address.contains(['%', '\\', '\0']) {
        return None;
    }
    let kind = match relative.extension()?.to_str()? {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => return None,
    };
    Some((site.join(relative), kind))
}

async fn read(path: &Path) -> std::io::Result<Option<Vec<u8>>> {
    match tokio::fs::read(path).await {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::IsADirectory | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// `name.0123456789abcdef.wasm`: at least eight hexadecimal digits before the extension.
fn name_holds_hash(path: &Path) -> bool {
    let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
    stem.rsplit(['.', '-'])
        .next()
        .is_some_and(|hash| hash.len() >= 8 && hash.len() < stem.len() && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_site_has_an_address() {
        let site = Path::new("/srv/site");
        for wrong in
            ["/../key.json", "/a/../../key.json", "/.secret.js", "/%2e%2e/key.json", "//etc/passwd.txt", "/", "/data.sqlite", "x.js"]
        {
            assert!(locate(site, wrong).is_none(), "{wrong}");
        }
        assert_eq!(locate(site, "/pkg/app.js").map(|(p, _)| p), Some(PathBuf::from("/srv/site/pkg/app.js")));
    }

    #[test]
    fn only_names_with_a_hash_are_kept_forever() {
        assert!(name_holds_hash(Path::new("app.0123456789abcdef.wasm")));
        assert!(name_holds_hash(Path::new("app-01234567.js")));
        for plain in ["sw.js", "deadbeef.js", "app.js", "help.html"] {
            assert!(!name_holds_hash(Path::new(plain)), "{plain}");
        }
    }
}
