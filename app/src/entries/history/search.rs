//! Search among ten thousand entries: the text of each, folded once per revision, and the query.
//!
//! Nothing of this is stored or put into an address: it lives as long as the page's memory.

use std::collections::HashMap;

use domain::base::id::RevisionId;
use domain::entries::body::{Body, Names};
use domain::entries::kinds::Kind;
use memchr::memmem::Finder;
use offline::look::Look;
use offline::look::entry::Entry;
use offline::look::entry::EntryState;

use crate::kinds;
use crate::words::i18n::Lang;

/// The query. Empty means everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// As typed.
    pub text: String,
    /// Any of these; none is all.
    pub kinds: Vec<Kind>,
    /// True for entries the care team can read, or will once the network is back; false for the others.
    pub shared: Option<bool>,
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        self.words().is_empty() && self.kinds.is_empty() && self.shared.is_none()
    }

    /// Every one of them has to be in an entry.
    fn words(&self) -> Vec<String> {
        fold(&self.text).split_whitespace().map(ToOwned::to_owned).collect()
    }

    fn admits(&self, entry: &Entry) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&entry.record.body.kind()))
            && self.shared.is_none_or(|shared| shared == is_shared(entry))
    }
}

fn is_shared(entry: &Entry) -> bool {
    entry.share.pinned.is_some() || entry.state == EntryState::Shared
}

/// What a keyboard may write in one way or another is written alike: quotes, dashes, spaces, case, accents, ligatures.
/// What nobody sees is left out.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in decomposed(text).chars().flat_map(char::to_lowercase) {
        match c {
            '‘' | '’' | '‚' | '‛' | 'ʼ' | 'ʹ' | '′' | '`' | '´' => folded.push('\''),
            '“' | '”' | '„' | '‟' | '″' | '«' | '»' => folded.push('"'),
            // Some keyboards make one long dash of two hyphens.
            '-' | '\u{2010}'..='\u{2015}' | '−' => {
                if !folded.ends_with('-') {
                    folded.push('-');
                }
            }
            '…' => folded.push_str("..."),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            // Accents and vowel points that follow their letter; soft hyphens, joiners, marks of direction.
            '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5bd}'
            | '\u{5bf}'
            | '\u{5c1}'..='\u{5c2}'
            | '\u{5c4}'..='\u{5c5}'
            | '\u{5c7}'
            | '\u{64b}'..='\u{655}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' => {}
            c if c.is_whitespace() => folded.push(if c == '\n' { c } else { ' ' }),
            _ => folded.push(c),
        }
    }
    folded
}

/// Each letter apart from its accents, by the browser's tables. Only where there is something to take apart.
#[cfg(target_arch = "wasm32")]
fn decomposed(text: &str) -> std::borrow::Cow<'_, str> {
    // An acute accent by itself is somebody's apostrophe, and would become a space and an accent.
    if text.is_ascii() {
        text.into()
    } else {
        String::from(js_sys::JsString::from(text.replace('´', "'")).normalize("NFKD")).into()
    }
}

/// Native code is for tests: small letters of the languages around will do.
#[cfg(not(target_arch = "wasm32"))]
fn decomposed(text: &str) -> std::borrow::Cow<'_, str> {
    let plain = |c| match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    };
    text.chars().flat_map(char::to_lowercase).map(plain).collect::<String>().into()
}

/// The names of a record's references.
pub fn names(look: &Look, body: &Body) -> Names {
    let target = body.target().and_then(|id| look.target(id));
    let skill = body.skill().and_then(|id| look.skills.iter().find(|(known, _)| *known == id)).map(|(_, skill)| skill);
    Names {
        target: target.map(|t| t.name.clone()),
        unit: target.map(|t| t.unit.clone()),
        skill: skill.map(|s| s.name.clone()),
        contact: body.contact().and_then(|id| look.contact(id)).map(|c| c.name.clone()),
    }
}

/// Text of entries, by revision.
#[derive(Default)]
pub struct Index {
    /// Text of an entry, and the number of replies read with it.
    said: HashMap<RevisionId, (usize, Box<str>)>,
    /// The names used in it: when one changes, everything is read again.
    named: Vec<(String, String)>,
}

impl Index {
    /// Reads up to `most` entries that it does not know yet. True if it knows all.
    pub fn read(&mut self, look: &Look, lang: Lang, most: usize) -> bool {
        let named = called(look);
        if self.named != named {
            *self = Self { named, ..Self::default() };
        }
        let mut left = most;
        for entry in &look.entries {
            if self.said.get(&entry.revision).is_some_and(|(replies, _)| *replies == entry.replies.len()) {
                continue;
            }
            if left == 0 {
                return false;
            }
            left -= 1;
            self.said.insert(entry.revision, (entry.replies.len(), say(look, entry, lang).into_boxed_str()));
        }
        true
    }

    /// The indexes in `look.entries` of the entries that match, in their order, and true if more may be found in
    /// entries not read so far.
    pub fn find(&self, look: &Look, filter: &Filter) -> (Vec<usize>, bool) {
        let words = filter.words();
        // Made once for ten thousand texts: for each of them it would cost more than the looking.
        let words: Vec<_> = words.iter().map(Finder::new).collect();
        let mut unread = false;
        let mut found = Vec::new();
        for (place, entry) in look.entries.iter().enumerate().filter(|(_, entry)| filter.admits(entry)) {
            let matches = words.is_empty()
                || match self.said.get(&entry.revision) {
                    Some((_, said)) => words.iter().all(|word| word.find(said.as_bytes()).is_some()),
                    None => {
                        unread = true;
                        false
                    }
                };
            if matches {
                found.push(place);
            }
        }
        (found, unread)
    }
}

fn called(look: &Look) -> Vec<(String, String)> {
    let targets =
        look.targets.iter().map(|(_, target)| (target.name.as_str().to_owned(), target.unit.as_str().to_owned()));
    targets.chain(look.skills.iter().map(|(_, skill)| (skill.name.as_str().to_owned(), String::new()))).collect()
}

/// Title, all other text of an entry, and its replies.
fn say(look: &Look, entry: &Entry, lang: Lang) -> String {
    let body = &entry.record.body;
    let names = names(look, body);
    let mut said = kinds::title(body, &names, lang);
    for (_, text) in kinds::facts(body, &names, lang) {
        said.push('\n');
        said.push_str(&text);
    }
    for reply in &entry.replies {
        said.push('\n');
        said.push_str(&reply.text);
    }
    fold(&said)
}

#[cfg(test)]
mod tests;
