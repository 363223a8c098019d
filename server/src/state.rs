//! What every handler can reach.

use std::sync::Arc;

use crate::env::Env;
use crate::http::tries::{self, Tries};
use crate::settings::Settings;
use crate::site::Site;
use crate::store::{OpenError, Store};

pub type Shared = Arc<Server>;

pub struct Server {
    pub store: Store,
    pub env: Env,
    pub settings: Settings,
    /// The only origin that may change anything.
    pub origin: String,
    /// Failed enrolment codes.
    pub tries: Tries,
    /// Passkey ceremonies that were begun and not finished.
    pub ceremonies: Tries,
    /// What anybody may fetch.
    pub site: Site,
}

impl Server {
    /// # Errors
    /// Says in plain words what the operator has to put right.
    pub async fn open(settings: Settings, env: Env) -> Result<Shared, OpenError> {
        settings.check()?;
        let store = Store::open(&settings, env.clone()).await?;
        let origin = settings.origin()?;
        let site = Site::load(&settings)?;
        let (tries, ceremonies) = (Tries::new(tries::CODES), Tries::new(tries::CEREMONIES));
        Ok(Arc::new(Self { site, store, env, settings, origin, tries, ceremonies }))
    }
}
