//! Characters as people see them, by the browser's own `Intl.Segmenter`.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::JsCast as _;

/// By reflection, because some browsers in use have no segmenter: there, code points count.
pub fn count(text: &str) -> usize {
    let segments = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let make: Function = Reflect::get(&intl, &"Segmenter".into()).ok()?.dyn_into().ok()?;
        let segmenter = Reflect::construct(&make, &Array::new()).ok()?;
        let segment: Function = Reflect::get(&segmenter, &"segment".into()).ok()?.dyn_into().ok()?;
        usize::try_from(Array::from(&segment.call1(&segmenter, &text.into()).ok()?).length()).ok()
    };
    segments().unwrap_or_else(|| text.chars().count())
}
