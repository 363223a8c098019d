//! Forms typed and not saved yet.

use std::collections::BTreeMap;

use domain::base::id::{ObjectId, RevisionId};
use domain::entries::body::CravingRecord;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::trouble::Working;

/// The form of a craving in the middle of being filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The entry being described; its number is saved already.
    pub object: ObjectId,
    /// The revision that the form builds on.
    pub base: RevisionId,
    pub record: CravingRecord,
    /// The note as typed, which need not be valid yet.
    pub note: String,
    /// Time it was kept, in ms of the phone's clock.
    pub kept: i64,
}

/// The draft of the first form, and a flag for any form being filled in.
pub trait FirstDraft {
    /// A form is being filled in: no new build may take over meanwhile.
    fn set_writing(&self, writing: bool);
    /// A draft was left.
    fn has_draft(&self) -> bool;
    /// Keeps a draft, sealed; removes it when there is none.
    fn keep_draft(&self, draft: Option<Draft>);
}

/// The drafts of all other forms, sealed as one map. A new form adds nothing here: it only takes a [`FormId`] of its
/// own.
pub trait Drafts {
    fn draft(&self) -> Working<Option<Draft>>;
    /// Drafts of unsaved forms.
    fn forms(&self) -> Working<Forms>;
    /// Keeps the typed values of one form, sealed; removes them if there are none.
    fn keep_form(&self, form: &FormId, typed: Option<Value>);
}

/// Names a form that keeps drafts. Permanent: drafts are stored under it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FormId(String);

impl FormId {
    pub fn of(form: &str) -> Self {
        Self(form.to_owned())
    }

    /// A form of which there is one for each `object`.
    pub fn of_each(form: &str, object: &impl ToString) -> Self {
        Self(format!("{form}/{}", object.to_string()))
    }
}

/// The form for the topics somebody brings to a session, one for each session.
pub const PREPARATION: &str = "preparation";
/// Key of these forms in the first version of the map: an object of its own, by session.
const PREPARATIONS: &str = "preparations";

/// Forms that were left before they were saved, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, Value>")]
pub struct Forms(BTreeMap<FormId, Value>);

impl Forms {
    /// Content left in a form; nothing if a newer or older app typed something that this one cannot read.
    pub fn get<T: for<'de> Deserialize<'de>>(&self, form: &FormId) -> Option<T> {
        T::deserialize(self.0.get(form)?).ok()
    }

    pub fn has(&self, form: &FormId) -> bool {
        self.0.contains_key(form)
    }

    /// Replaces the typed values; removes them if there are none.
    #[cfg_attr(not(any(test, target_arch = "wasm32")), expect(dead_code, reason = "only the browser calls it"))]
    pub fn set(&mut self, form: &FormId, typed: Option<Value>) {
        match typed {
            Some(typed) => drop(self.0.insert(form.clone(), typed)),
            None => drop(self.0.remove(form)),
        }
    }

    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser calls it"))]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<BTreeMap<String, Value>> for Forms {
    fn from(kept: BTreeMap<String, Value>) -> Self {
        let mut forms = BTreeMap::new();
        for (form, typed) in kept {
            match typed {
                Value::Null => {}
                Value::Object(each) if form == PREPARATIONS => {
                    let each = each.into_iter().filter(|(_, text)| !text.is_null());
                    forms.extend(each.map(|(session, text)| (FormId::of_each(PREPARATION, &session), text)));
                }
                typed => drop(forms.insert(FormId(form), typed)),
            }
        }
        Self(forms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
    struct Typed {
        name: String,
    }

    #[test]
    fn drafts_of_the_first_form_of_the_map_are_found() {
        let kept =
            r#"{"met":null,"used":null,"skill":{"name":"Walk"},"preparations":{"0a":"Ask about sleep","0b":null}}"#;
        let forms: Forms = serde_json::from_str(kept).unwrap();
        assert_eq!(forms.get(&FormId::of("skill")), Some(Typed { name: "Walk".to_owned() }));
        assert_eq!(forms.get(&FormId::of_each(PREPARATION, &"0a")), Some("Ask about sleep".to_owned()));
        assert!(!forms.has(&FormId::of("met")));
        assert!(!forms.has(&FormId::of_each(PREPARATION, &"0b")));
        assert_eq!(
            serde_json::to_string(&forms).unwrap(),
            r#"{"preparation/0a":"Ask about sleep","skill":{"name":"Walk"}}"#
        );
    }

    #[test]
    fn what_is_kept_is_found_again_and_a_form_that_is_not_known_stays() {
        let mut forms: Forms = serde_json::from_str(r#"{"from a newer app":[1]}"#).unwrap();
        let skill = FormId::of("skill");
        forms.set(&skill, Some(serde_json::json!({ "name": "Walk" })));
        let again: Forms = serde_json::from_str(&serde_json::to_string(&forms).unwrap()).unwrap();
        assert_eq!(again, forms);
        forms.set(&skill, None);
        assert_eq!(serde_json::to_string(&forms).unwrap(), r#"{"from a newer app":[1]}"#);
    }
}
