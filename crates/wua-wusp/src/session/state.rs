//! What is kept of a server between sessions.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::messages::{ComputerInfo, Config, Cookie};

/// What is kept of a server between sessions. The numbers of revisions belong to it.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    /// Which server.
    pub server: String,
    /// How it wants to be spoken to.
    pub config: Option<Config>,
    /// What it knows us by.
    pub cookie: Option<Cookie>,
    /// When we were given that, by our clock.
    pub obtained: Option<Timestamp>,
    /// What it has been told of this computer.
    pub registered: Option<ComputerInfo>,
    /// The numbers of revisions that are kept are those of another server.
    pub must_refresh: bool,
    /// Where files were is not where they are.
    #[serde(default)]
    pub must_locate: bool,
    /// What the cookie was given for: the name that we give ourselves, and the group that we want to be in.
    #[serde(default)]
    pub authorized_as: Option<(String, Option<String>)>,
}

impl State {
    /// There is a cookie that is still good. `is_fresh`: it came within this session.
    pub(super) fn has_cookie(&self, now: Timestamp, is_fresh: bool) -> bool {
        let Some(cookie) = &self.cookie else {
            return false;
        };
        let Some(expiration) = cookie.expiration.at() else {
            // Nobody knows until when it is good; the server will say so.
            return is_fresh;
        };
        let Some(obtained) = self.obtained.filter(|obtained| *obtained <= now) else {
            // The clock has gone back since, so that nothing it says of the cookie's age can be believed.
            return is_fresh;
        };
        if expiration <= obtained {
            // The server's clock is behind ours.
            return is_fresh;
        }
        now < expiration
    }

    pub(super) fn keep(&mut self, cookie: Cookie, now: Timestamp) {
        self.cookie = Some(cookie);
        self.obtained = Some(now);
    }

    /// The same, with what came to be done since: for a session that ended before its pages were kept, whose cookie is then
    /// not to be kept either.
    #[must_use]
    pub fn owing(self, now: &Self) -> Self {
        Self {
            must_refresh: self.must_refresh || now.must_refresh,
            must_locate: self.must_locate || now.must_locate,
            ..self
        }
    }

    /// The server is another one, or says so.
    pub(super) fn forget_server(&mut self) {
        *self = Self {
            server: std::mem::take(&mut self.server),
            authorized_as: self.authorized_as.take(),
            must_refresh: true,
            must_locate: true,
            ..Self::default()
        };
    }
}
