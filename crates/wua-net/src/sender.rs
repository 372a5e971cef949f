//! A connection that takes requests.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Waker};

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::client::conn::http1::SendRequest;
use hyper::upgrade::Upgraded;
use hyper::{Request, Response};
use tokio::runtime::Runtime;

/// A connection. Whoever waits for an answer moves its bytes: another thread would have to be woken for each request, and would
/// have to wake this one for what comes back. Where much comes back, that is worth it.
pub(crate) struct Sender {
    requests: SendRequest<Full<Bytes>>,
    mover: Mover,
}

impl Sender {
    /// `connection` moves the bytes until it is over; why it is over is told to whoever waits for an answer.
    pub(crate) fn new(
        requests: SendRequest<Full<Bytes>>,
        connection: impl Future<Output = hyper::Result<()>> + Send + 'static,
    ) -> Self {
        Self {
            requests,
            mover: Mover(Some(Box::pin(connection))),
        }
    }

    /// Whether it is over, as far as this computer has been told.
    pub(crate) fn is_closed(&mut self) -> bool {
        self.mover.turn(&mut Context::from_waker(Waker::noop()));
        self.requests.is_closed()
    }

    /// Waits until it takes a request.
    pub(crate) async fn ready(&mut self) -> hyper::Result<()> {
        self.mover.drive(self.requests.ready()).await
    }

    /// Sends a request. What is answered, without its body.
    pub(crate) async fn send(&mut self, request: Request<Full<Bytes>>) -> hyper::Result<Response<Incoming>> {
        self.mover.drive(self.requests.send_request(request)).await
    }

    /// The next bytes of an answer; nothing at its end.
    pub(crate) async fn piece(&mut self, answer: &mut Response<Incoming>) -> Option<hyper::Result<Bytes>> {
        let piece = async {
            loop {
                match answer.body_mut().frame().await?.map(Frame::into_data) {
                    Ok(Ok(bytes)) => return Some(Ok(bytes)),
                    // Trailers.
                    Ok(Err(_)) => {}
                    Err(error) => return Some(Err(error)),
                }
            }
        };
        self.mover.drive(piece).await
    }

    /// Has a thread of the network move the bytes from now on, so that some arrive while others are worked on.
    pub(crate) fn read_ahead(&mut self, network: &Runtime) {
        if let Some(connection) = self.mover.0.take() {
            network.spawn(connection);
        }
    }

    /// The bytes behind an answer that ends all requests.
    pub(crate) async fn upgrade(mut self, answer: Response<Incoming>) -> hyper::Result<Upgraded> {
        self.mover.drive(hyper::upgrade::on(answer)).await
    }
}

/// What moves the bytes of a connection; nothing when it is over, or a thread of the network moves them.
struct Mover(Option<Pin<Box<dyn Future<Output = hyper::Result<()>> + Send>>>);

impl Mover {
    fn turn(&mut self, context: &mut Context<'_>) {
        if let Some(connection) = &mut self.0
            && connection.as_mut().poll(context).is_ready()
        {
            self.0 = None;
        }
    }

    /// What `waiting` comes to, which waits for bytes of this connection.
    async fn drive<T>(&mut self, waiting: impl Future<Output = T>) -> T {
        let mut waiting = pin!(waiting);
        poll_fn(|context| {
            self.turn(context);
            waiting.as_mut().poll(context)
        })
        .await
    }
}
