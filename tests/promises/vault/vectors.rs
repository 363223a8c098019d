//! The vault's known answers, made by WebCrypto: the RustCrypto twin gives the same bytes, and opens them.

use anyhow::{Context as _, Result, ensure};
use domain::base::bytes::Bytes;
use domain::base::id::{KeyId, ObjectId, ParticipantId, RevisionId, WrapperId, from_hex, to_hex};
use domain::vault::seal::{Binding, NONCE_LEN, Purpose, pad};
use offline::native::SeededCipher;
use offline::ports::Cipher as _;
use offline::rows::{Rest, RevisionItem};
use offline::vault::Vault;
use serde::Deserialize;
use tests::report;

#[derive(Deserialize)]
struct File {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    key: String,
    nonce: String,
    purpose: String,
    key_id: KeyId,
    participant: ParticipantId,
    object: ObjectId,
    revision: RevisionId,
    parents: Vec<RevisionId>,
    associated_data: String,
    padded: bool,
    plain: Bytes,
    sealed: Bytes,
}

fn vectors() -> Result<Vec<Vector>> {
    Ok(serde_json::from_str::<File>(include_str!("../../vectors/vault.json"))?.vectors)
}

impl Vector {
    fn binding(&self) -> Result<Binding> {
        let slot = *self.object.bytes();
        Ok(match self.purpose.as_str() {
            "revision" => Binding::revision(self.key_id, self.participant, self.object, self.revision, &self.parents),
            "draft" => Binding::local(Purpose::Draft, self.key_id, self.participant, slot),
            "told" => Binding::local(Purpose::Told, self.key_id, self.participant, slot),
            "key" => {
                Binding::key(WrapperId::from_bytes(*self.key_id.bytes()), self.participant, KeyId::from_bytes(slot))
            }
            other => anyhow::bail!("no such purpose: {other}"),
        })
    }

    fn raw_key(&self) -> Result<[u8; 32]> {
        from_hex(&self.key).context("a key")
    }
}

#[tokio::test]
async fn both_ciphers_give_the_same_bytes() -> Result<()> {
    let cipher = SeededCipher::new(1);
    let all = vectors()?;
    for vector in &all {
        let bound = vector.binding()?.to_bytes();
        ensure!(to_hex(&bound) == vector.associated_data, "{}: other associated data", vector.name);
        let key = cipher.import(&vector.raw_key()?).await?;
        let nonce: [u8; NONCE_LEN] = from_hex(&vector.nonce).context("a nonce")?;
        let body = if vector.padded { pad(&vector.plain.0) } else { vector.plain.0.clone() };
        let sealed = [nonce.to_vec(), cipher.seal(&key, &nonce, &bound, &body).await?].concat();
        ensure!(sealed == vector.sealed.0, "{}: other bytes", vector.name);
    }
    report(format_args!("vault: {} of {} known answers of WebCrypto", all.len(), all.len()));
    ensure!(all.len() >= 7);
    Ok(())
}

#[tokio::test]
async fn the_vault_opens_a_known_revision_and_nothing_that_was_touched() -> Result<()> {
    let mut touched = 0;
    for vector in vectors()?.iter().filter(|v| v.purpose == "revision") {
        let vault = Vault::new(SeededCipher::new(2));
        vault.keep(vector.participant, vector.key_id, &vector.raw_key()?).await?;
        let item = |sealed: Vec<u8>| RevisionItem {
            revision: vector.revision,
            parents: vector.parents.clone(),
            key: vector.key_id,
            sealed: Some(Bytes(sealed)),
            known: 0,
            rest: Rest::default(),
        };
        let good = vector.sealed.0.clone();
        let opened = vault.open_revision(vector.participant, vector.object, &item(good.clone())).await?;
        ensure!(opened == vector.plain.0, "{}: other plaintext", vector.name);
        for place in [0, NONCE_LEN, good.len() / 2, good.len() - 1] {
            let mut bad = good.clone();
            bad[place] ^= 1;
            ensure!(
                vault.open_revision(vector.participant, vector.object, &item(bad)).await.is_err(),
                "{}: byte {place}",
                vector.name
            );
            touched += 1;
        }
        let elsewhere = RevisionItem { parents: vec![vector.revision], ..item(good.clone()) };
        ensure!(
            vault.open_revision(vector.participant, vector.object, &elsewhere).await.is_err(),
            "{}: other parents",
            vector.name
        );
        let other = ObjectId::from_bytes([0; 16]);
        ensure!(
            vault.open_revision(vector.participant, other, &item(good)).await.is_err(),
            "{}: another entry",
            vector.name
        );
    }
    ensure!(touched == 16);
    Ok(())
}
