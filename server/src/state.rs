//! What every handler can reach.

use std::sync::Arc;

use crate::env::Env;
use crate::http::proxies::Proxies;
use crate::http::tries::{self, Tries};
use crate::push::endpoint::Allowed;
use crate::push::vapid::{Signer, VapidKey};
use crate::push::web_push::WebPush;
use crate::push::{Push, resolver};
use crate::settings::Settings;
use crate::site::Site;
use crate::store::{OpenError, Store};

pub type Shared = Arc<Server>;

/// What notifying browsers needs.
pub struct Pushing {
    /// Where messages may go.
    pub allowed: Allowed,
    /// What browsers subscribe with; `None` when nobody is notified.
    pub key: Option<String>,
    pub service: Option<Arc<dyn Push>>,
}

impl Pushing {
    fn open(settings: &Settings, env: &Env, origin: &str) -> Result<Self, OpenError> {
        let path = settings.key_file();
        let file = |cause| OpenError::File { path: path.with_extension("vapid").display().to_string(), cause };
        let key = VapidKey::beside(&path, env).map_err(file)?;
        let allowed = settings.push_allowed()?;
        let Some(contact) = settings.push_contact()? else { return Ok(Self { allowed, key: None, service: None }) };
        let public = key.public();
        let service = WebPush::new(allowed.clone(), Signer::new(key, contact), origin.to_owned(), resolver::machine())
            .map_err(|cause| OpenError::Push(cause.to_string()))?;
        Ok(Self { allowed, key: Some(public), service: Some(Arc::new(service)) })
    }
}

pub struct Server {
    pub store: Store,
    pub env: Env,
    pub settings: Settings,
    /// The only origin that may change anything.
    pub origin: String,
    /// Enrolment codes and tickets that were none.
    pub tries: Tries,
    /// Steps of passkey ceremonies that did not end well, or not yet.
    pub ceremonies: Tries,
    /// Whose word counts about whom they ask for.
    pub proxies: Proxies,
    /// What anybody may fetch.
    pub site: Site,
    /// Notifying browsers.
    pub push: Pushing,
}

impl Server {
    /// Whether people reach it over HTTPS.
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https:")
    }

    /// # Errors
    /// Says in plain words what the operator has to put right.
    pub async fn open(settings: Settings, env: Env) -> Result<Shared, OpenError> {
        settings.check()?;
        let store = Store::open(&settings, env.clone()).await?;
        of_its_kind(&store, settings.demo).await?;
        let origin = settings.origin()?;
        let push = Pushing::open(&settings, &env, &origin)?;
        let site = Site::load(&settings)?;
        let (tries, ceremonies) = (Tries::new(tries::CODES), Tries::new(tries::CEREMONIES));
        let proxies = Proxies::new(settings.trusted_proxies());
        Ok(Arc::new(Self { site, push, store, env, settings, origin, tries, ceremonies, proxies }))
    }
}

/// Invented people and real ones never share a database.
async fn of_its_kind(store: &Store, demo: bool) -> Result<(), OpenError> {
    match (store.demo().await?.is_some(), demo) {
        (true, false) => Err(OpenError::DemoDatabase),
        (false, true) if store.first_program().await?.is_some() => Err(OpenError::RealDatabase),
        _ => Ok(()),
    }
}
