//! A copy for the participant: everything this phone can read, as one JSON file that never leaves the phone on its own.

use js_sys::Array;
use offline::look::Look;
use serde_json::json;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// The file's content.
pub fn content(look: &Look) -> String {
    let entries: Vec<_> = look
        .entries
        .iter()
        .map(|e| {
            let others: Vec<_> = e.others.iter().map(|(_, record)| record).collect();
            json!({ "id": e.object, "record": e.record, "other_versions": others })
        })
        .collect();
    let documents: Vec<_> = look.documents.iter().map(|d| json!({ "id": d.object, "record": d.record })).collect();
    json!({ "format": 1, "entries": entries, "documents": documents, "not_sent": look.tray, "locked": look.locked })
        .to_string()
}

/// Offers the content as a download.
pub fn save(content: &str) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|w| w.document()).ok_or(JsValue::NULL)?;
    let options = BlobPropertyBag::new();
    options.set_type("application/json");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&content.into()), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into().map_err(JsValue::from)?;
    link.set_href(&url);
    link.set_download("evenkeel.json");
    link.click();
    Url::revoke_object_url(&url)
}
