//! Connections as they come.

use std::io;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;
use wua_rpc::connection::Server;

use super::driver::Driver;
use super::outside::Groups;
use super::pool::Pool;
use super::registry::Registry;
use super::{Heard, Limits, Service, guard};
use crate::outside::Clock;

/// How long nothing is accepted when the system has no more sockets.
const BREATH: Duration = Duration::from_millis(250);

/// What all connections of a server share.
pub(super) struct Shared {
    pub(super) service: Arc<dyn Service>,
    pub(super) limits: Limits,
    pub(super) clock: Clock,
    pub(super) registry: Arc<Registry>,
    pub(super) groups: Arc<Groups>,
    pub(super) pool: Arc<Pool>,
}

impl Shared {
    pub(super) fn new(service: Arc<dyn Service>, limits: Limits) -> io::Result<Arc<Self>> {
        Ok(Arc::new(Self {
            pool: Pool::new(limits, Arc::clone(&service))?,
            registry: Registry::new(&limits),
            groups: Arc::default(),
            clock: Clock::begin(),
            service,
            limits,
        }))
    }

    pub(super) fn tick(&self) {
        let ticked = catch_unwind(AssertUnwindSafe(|| self.service.tick(self.clock.now())));
        if let Err(payload) = ticked {
            let nobody = SocketAddr::from(([0, 0, 0, 0], 0));
            self.service
                .heard(nobody, Heard::Panicked(guard::message(&*payload)));
        }
    }

    fn welcome(self: &Arc<Self>, stream: TcpStream, from: SocketAddr, server: &Arc<Server>) {
        let Some((seat, notices)) = self.registry.admit() else {
            // Before the client can know it.
            self.service.heard(from, Heard::Full);
            return drop(stream);
        };
        match Driver::new(stream, from, Arc::clone(server), Arc::clone(self), seat, notices) {
            Ok(driver) => drop(tokio::spawn(driver)),
            Err(error) => self.service.heard(from, Heard::Left(Some(error.to_string()))),
        }
    }
}

pub(super) async fn accept(
    listener: TcpListener,
    address: SocketAddr,
    server: Arc<Server>,
    shared: Arc<Shared>,
) {
    loop {
        match listener.accept().await {
            Ok((stream, from)) => shared.welcome(stream, from, &server),
            // It went before it was looked at.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(error) => {
                shared
                    .service
                    .heard(address, Heard::NotAccepted(error.to_string()));
                sleep(BREATH).await;
            }
        }
    }
}
