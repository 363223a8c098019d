//! Settings of the operator, from the command line or `EVENKEEL_…` variables.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};

use clap::Args;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use crate::fault::Fault;
use crate::keys::folder;
use crate::listen::limits::Limits;
use crate::push::endpoint::{Allowed, Origin};
use crate::push::vapid::check_contact;
use crate::store;

/// This machine.
const LOOPBACK: [IpNet; 2] = [
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(127, 0, 0, 0), 8)),
    IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::LOCALHOST, 128)),
];

#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// Address and port to listen on
    #[arg(long, env = "EVENKEEL_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// Directory for the database
    #[arg(long, env = "EVENKEEL_DATA", default_value = "data")]
    pub data: PathBuf,
    /// sqlite:PATH or postgres://…; without it a SQLite file in the data directory. PostgreSQL on another machine
    /// needs ?sslmode=verify-full, and &sslrootcert=FILE with a certificate authority of your own
    #[arg(long, env = "EVENKEEL_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Directory for the keys and what is noted beside them; keep it out of backups of the database. Without it a
    /// directory beside --data with "-keys" after its name
    #[arg(long, env = "EVENKEEL_KEYS")]
    pub keys: Option<PathBuf>,
    /// The key file, when it is not `master.key` in --keys; its directory takes the place of --keys
    #[arg(long, env = "EVENKEEL_KEY_FILE")]
    pub key_file: Option<PathBuf>,
    /// Directory with the built browser files
    #[arg(long, env = "EVENKEEL_SITE", default_value = "site")]
    pub site: PathBuf,
    /// The address people type, https://HOST; other origins are refused. http:// only for localhost
    #[arg(long, env = "EVENKEEL_PUBLIC_URL", default_value = "http://localhost:3000")]
    pub public_url: String,
    /// Address or network (CIDR) of a reverse proxy that is believed about whom it asks for (X-Forwarded-For); may be
    /// given several times. While --listen is a loopback address and --public-url is https, this machine is
    /// believed too. For everybody else, tries are counted by the address of the connection
    #[arg(long, env = "EVENKEEL_TRUSTED_PROXY", value_delimiter = ',', value_parser = network)]
    pub trusted_proxy: Vec<IpNet>,
    /// A local line for the help page, such as "Springfield crisis line 555-0100"
    #[arg(long, env = "EVENKEEL_LOCAL_HELP_LINE")]
    pub local_help_line: Option<String>,
    /// Invented people with eight weeks of history; only on loopback
    #[arg(long, env = "EVENKEEL_DEMO")]
    pub demo: bool,
    #[command(flatten)]
    pub push: PushSettings,
    /// Shifts the clock by so many seconds, for the tests in browsers; only on loopback
    #[cfg_attr(feature = "faults", arg(long, hide = true, default_value_t = 0))]
    #[cfg_attr(not(feature = "faults"), arg(skip))]
    pub clock_ahead: u32,
    /// Breaks a promise on purpose, for the control runs of the tests; only on loopback
    #[cfg_attr(feature = "faults", arg(long, hide = true, value_enum))]
    #[cfg_attr(not(feature = "faults"), arg(skip))]
    pub fault: Option<Fault>,
    /// Limits on connections and requests; only tests change them.
    #[arg(skip)]
    pub limits: Limits,
}

/// Notifications.
#[derive(Clone, Debug, Default, Args)]
pub struct PushSettings {
    /// Whom push services may ask about this server: mailto:ADDRESS or an https address. Without it the public
    /// address, when that is https; without either, nobody is notified
    #[arg(long, env = "EVENKEEL_PUSH_CONTACT")]
    pub push_contact: Option<String>,
    /// Origin (scheme, host and port) of a push service besides those of the browsers; may be given several times.
    /// One on this machine or a private network only while --listen is a loopback address
    #[arg(long, env = "EVENKEEL_PUSH_ORIGIN", value_delimiter = ',')]
    pub push_origin: Vec<String>,
}

/// Parses a network; a single address is a network of one.
fn network(text: &str) -> Result<IpNet, SettingsError> {
    let one = |text: &str| text.parse::<IpAddr>().map(IpNet::from);
    text.parse().or_else(|_| one(text)).map_err(|_| SettingsError::TrustedProxy)
}

/// Hosts that browsers treat as secure without a certificate, because traffic never leaves the machine.
fn is_this_machine(host: &url::Host<&str>) -> bool {
    match host {
        url::Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
        url::Host::Ipv4(address) => address.is_loopback(),
        url::Host::Ipv6(address) => address.is_loopback(),
    }
}

/// The parsed database URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite(PathBuf),
    Postgres(String),
}

#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("--database-url must start with sqlite: or postgres:")]
    DatabaseUrl,
    #[error(
        "--public-url must be the address that people type, such as https://care.example.org, with nothing behind it: no path, no \
         question mark, no user name"
    )]
    PublicUrl,
    #[error(
        "--public-url must begin with https:// (a proxy with a certificate goes in front); http:// is only for localhost and this \
         machine's own addresses"
    )]
    PublicPlain,
    #[error(
        "--public-url must name a host, such as https://care.example.org: at an IP address staff cannot sign in with passkeys"
    )]
    PublicAddress,
    #[error("--trusted-proxy must be an address or a network such as 10.0.0.0/8")]
    TrustedProxy,
    #[error(
        "the keys are in {keys}, inside {folder}, which a backup of the database copies: with such a copy a thief reads every name, and \
         copied back it is not noticed. Name a directory outside with --keys; what an older version left in --data \
         moves there by itself, anything else that begins with master. has to be moved by hand"
    )]
    KeysInside { keys: String, folder: String },
    #[error("--demo, --fault and --clock-ahead work only while --listen is a loopback address")]
    NotLoopback,
    #[error(
        "--push-contact must be mailto:ADDRESS or an https address that push services can reach, not localhost and not .invalid"
    )]
    PushContact,
    #[error(
        "--push-origin must be an origin such as https://push.example.org; a private one works only while --listen is loopback"
    )]
    PushOrigin,
    #[error(
        "--database-url leads to another machine, where others could read along or answer instead: add ?sslmode=verify-full, \
         and &sslrootcert=/path/to/ca.pem when a certificate authority of your own signed the server's certificate"
    )]
    DatabaseTls,
}

fn folder_of(file: &Path) -> PathBuf {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

impl Settings {
    /// # Errors
    /// Fails if the URL names no known database, or one on another machine without an encrypted, verified connection.
    pub fn database(&self) -> Result<Database, SettingsError> {
        let Some(url) = &self.database_url else { return Ok(Database::Sqlite(self.data.join("evenkeel.sqlite"))) };
        if let Some(path) = url.strip_prefix("sqlite:") {
            return Ok(Database::Sqlite(path.strip_prefix("//").unwrap_or(path).into()));
        }
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            return match store::is_safe_to_reach(url) {
                Some(true) => Ok(Database::Postgres(url.clone())),
                Some(false) => Err(SettingsError::DatabaseTls),
                None => Err(SettingsError::DatabaseUrl),
            };
        }
        Err(SettingsError::DatabaseUrl)
    }

    /// The keys folder.
    pub fn keys(&self) -> PathBuf {
        let of_key = self.key_file.as_ref().map(|file| folder_of(file));
        of_key.or_else(|| self.keys.clone()).unwrap_or_else(|| folder::beside(&self.data))
    }

    pub fn key_file(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| self.keys().join("master.key"))
    }

    /// Checks that the keys are outside the folders that a backup of the database copies.
    ///
    /// # Errors
    /// Fails if they are inside and the server is public (https).
    fn check_keys(&self) -> Result<(), SettingsError> {
        if !self.origin()?.starts_with("https:") {
            return Ok(());
        }
        let mut copied = vec![self.data.clone()];
        if let Database::Sqlite(file) = self.database()? {
            copied.push(folder_of(&file));
        }
        let keys = self.keys();
        match copied.into_iter().find(|folder| folder::is_inside(&keys, folder)) {
            Some(folder) => Err(SettingsError::KeysInside {
                keys: keys.display().to_string(),
                folder: folder.display().to_string(),
            }),
            None => Ok(()),
        }
    }

    /// Scheme, host and port of the public address, as browsers send it in `Origin`.
    ///
    /// # Errors
    /// Fails if it is not an http(s) origin, has a path or more, or would be unsafe for people.
    pub fn origin(&self) -> Result<String, SettingsError> {
        let url = url::Url::parse(&self.public_url).map_err(|_| SettingsError::PublicUrl)?;
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let nobody = url.username().is_empty() && url.password().is_none();
        let host = url.host().filter(|_| bare && nobody).ok_or(SettingsError::PublicUrl)?;
        match (url.scheme(), host) {
            ("https", url::Host::Domain(_)) => {}
            ("https", _) => return Err(SettingsError::PublicAddress),
            ("http", host) if is_this_machine(&host) => {}
            ("http", _) => return Err(SettingsError::PublicPlain),
            _ => return Err(SettingsError::PublicUrl),
        }
        Ok(url.origin().ascii_serialization())
    }

    /// Proxies whose `X-Forwarded-For` is trusted. A server on loopback with an https address has a proxy on this
    /// machine: without trusting it, everyone behind it would count as one, and a stranger could lock all of them out.
    pub fn trusted_proxies(&self) -> Vec<IpNet> {
        let here = self.listen.ip().is_loopback() && self.origin().is_ok_and(|origin| origin.starts_with("https:"));
        let own: &[IpNet] = if here { &LOOPBACK } else { &[] };
        self.trusted_proxy.iter().chain(own).copied().collect()
    }

    /// The contact for push services. `None` if notifications are off.
    ///
    /// # Errors
    /// Fails if push services would reject the setting.
    pub fn push_contact(&self) -> Result<Option<String>, SettingsError> {
        match &self.push.push_contact {
            Some(contact) if check_contact(contact) => Ok(Some(contact.clone())),
            Some(_) => Err(SettingsError::PushContact),
            None => {
                let default = if self.demo { Some("https://example.org".to_owned()) } else { None };
                Ok(Some(self.origin()?).filter(|origin| check_contact(origin)).or(default))
            }
        }
    }

    /// The allowed push services.
    ///
    /// # Errors
    /// Fails if an origin is invalid, or private while the server listens beyond loopback.
    pub fn push_allowed(&self) -> Result<Allowed, SettingsError> {
        let own_machine = self.listen.ip().is_loopback();
        let read = |text: &String| {
            Origin::parse(text).filter(|o| own_machine || !o.is_private()).ok_or(SettingsError::PushOrigin)
        };
        Ok(Allowed::new(self.push.push_origin.iter().map(read).collect::<Result<_, _>>()?, own_machine))
    }

    /// # Errors
    /// Fails if a setting is invalid, or is for loopback only and the address is not.
    pub fn check(&self) -> Result<(), SettingsError> {
        let own_machine_only = self.demo || self.fault.is_some() || self.clock_ahead > 0;
        if own_machine_only && !self.listen.ip().is_loopback() {
            return Err(SettingsError::NotLoopback);
        }
        self.push_contact()?;
        self.push_allowed()?;
        self.database()?;
        self.check_keys()?;
        self.origin().map(drop)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        settings: Settings,
    }

    #[cfg(not(feature = "faults"))]
    #[test]
    fn the_plain_server_neither_breaks_promises_nor_moves_the_clock() {
        for line in [["--fault", "no-lease"], ["--clock-ahead", "60"]] {
            assert!(Line::try_parse_from(["evenkeel"].into_iter().chain(line)).is_err(), "{line:?}");
        }
    }

    fn origin_of(public_url: &str) -> Result<String, SettingsError> {
        Line::parse_from(["evenkeel", "--public-url", public_url]).settings.origin()
    }

    #[test]
    fn the_public_address_is_one_at_which_people_are_safe() {
        let taken = [
            ("https://care.example.org", "https://care.example.org"),
            ("HTTPS://Care.Example.org:443/", "https://care.example.org"),
            ("https://care.example.org:8443", "https://care.example.org:8443"),
            ("https://localhost:3000", "https://localhost:3000"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://phone.localhost:3000/", "http://phone.localhost:3000"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ];
        for (written, origin) in taken {
            assert_eq!(origin_of(written).ok().as_deref(), Some(origin), "{written}");
        }
        type Refused = fn(&SettingsError) -> bool;
        let plain: Refused = |error| matches!(error, SettingsError::PublicPlain);
        let address: Refused = |error| matches!(error, SettingsError::PublicAddress);
        let more: Refused = |error| matches!(error, SettingsError::PublicUrl);
        let refused = [
            ("http://care.example.org", plain),
            ("http://10.0.0.5:3000", plain),
            ("http://localhost.example.org", plain),
            ("http://[2001:db8::1]", plain),
            ("https://10.0.0.5", address),
            ("https://127.0.0.1:3000", address),
            ("https://[::1]", address),
            ("https://care.example.org/app", more),
            ("https://care.example.org/?x", more),
            ("https://care.example.org/#x", more),
            ("https://ops@care.example.org", more),
            ("https://:secret@care.example.org", more),
            ("ftp://care.example.org", more),
            ("care.example.org", more),
            ("mailto:ops@example.org", more),
        ];
        for (written, why) in refused {
            assert!(origin_of(written).is_err_and(|error| why(&error)), "{written}");
        }
    }
}
