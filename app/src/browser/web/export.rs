//! A copy for the participant: everything this phone can read, as one JSON file that never leaves the phone on its own.

use chrono::NaiveDate;
use js_sys::{Array, Function, Object, Promise, Reflect};
use offline::look::Look;
use serde_json::json;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, File, FilePropertyBag, HtmlAnchorElement, Url};

use super::clock;

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

/// The address of the file stays as long as a slow phone may need to begin its download, in ms.
const OFFERED_MS: i32 = 60_000;

/// Hands the content over as a file with the day in its name: by the share sheet where files may be shared (on an
/// iPhone's home screen nothing else works well), else as a download.
pub async fn save(content: &str, day: NaiveDate) -> Result<(), JsValue> {
    let options = FilePropertyBag::new();
    options.set_type("application/json");
    let name = format!("evenkeel-{day}.json");
    let file = File::new_with_str_sequence_and_options(&Array::of1(&content.into()), &name, &options)?;
    if let Some(sharing) = share(&file) {
        match JsFuture::from(sharing).await {
            Ok(_) => return Ok(()),
            // The person closed the sheet.
            Err(error) if error.dyn_ref::<DomException>().is_some_and(|e| e.name() == "AbortError") => return Ok(()),
            Err(_) => {}
        }
    }
    let document = web_sys::window().and_then(|w| w.document()).ok_or(JsValue::NULL)?;
    let url = Url::create_object_url_with_blob(&file)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into().map_err(JsValue::from)?;
    link.set_href(&url);
    link.set_download(&name);
    link.click();
    // No event tells that the download began.
    clock::after(OFFERED_MS, move || drop(Url::revoke_object_url(&url)));
    Ok(())
}

/// Opens the share sheet; `None` where it takes no such file.
fn share(file: &File) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let data = Object::new();
    Reflect::set(&data, &"files".into(), &Array::of1(file)).ok()?;
    let ask = |name: &str| {
        let function: Function = Reflect::get(&navigator, &name.into()).ok()?.dyn_into().ok()?;
        function.call1(&navigator, &data).ok()
    };
    ask("canShare")?.is_truthy().then_some(())?;
    ask("share")?.dyn_into().ok()
}
