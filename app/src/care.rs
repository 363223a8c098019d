//! What staff see: pages rendered by the server, with plain forms. No WASM, and no word here reaches a phone.
//!
//! Architecture invariant: these functions take plain values and answer a whole document; they read nothing themselves.
