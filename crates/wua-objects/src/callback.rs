//! Calling back those who began an operation.

use wua_agent::Progress;
use wua_com::{Caller, Error, HResult, Interface, ObjectRef, Origin, Value, code};

/// The callback of the one who began an operation. It is called in that one's name.
pub(crate) struct Callback {
    object: ObjectRef,
    interface: &'static Interface,
    caller: Caller,
}

impl Callback {
    /// Takes a callback argument, which may be null. A script's function does not say that it has the interface; it
    /// is called all the same.
    pub(crate) fn taken(
        caller: &Caller,
        argument: Option<&ObjectRef>,
        interface: &'static Interface,
    ) -> Result<Option<Self>, Error> {
        let Some(object) = argument else {
            return Ok(None);
        };
        // The waist would refuse the call later, when there is nobody left to tell.
        if caller.origin == Origin::Remote {
            return Err(Error::new(
                code::E_ACCESSDENIED,
                "nobody is called back on another computer; give no callback, and ask the job for its state",
            ));
        }
        if matches!(object, ObjectRef::Local(_)) && !object.supports(interface) {
            return Err(Error::new(
                code::E_NOINTERFACE,
                format!("the callback is no {}", interface.name),
            ));
        }
        Ok(Some(Self {
            object: object.clone(),
            interface,
            caller: caller.clone(),
        }))
    }

    /// What the engine does when the job has its result.
    pub(crate) fn completed(self, job: ObjectRef, args: ObjectRef) -> Box<dyn FnOnce() + Send> {
        Box::new(move || self.call(job, args))
    }

    /// What the engine does when the job has got further.
    pub(crate) fn progress(
        self,
        job: ObjectRef,
        args: impl Fn(&Progress) -> ObjectRef + Send + Sync + 'static,
    ) -> Box<dyn Fn(&Progress) + Send + Sync> {
        Box::new(move |progress| self.call(job.clone(), args(progress)))
    }

    /// What the callback answers changes nothing; it is shown to whoever watches the caller. Callbacks among our own
    /// objects have been shown by the waist.
    fn call(&self, job: ObjectRef, args: ObjectRef) {
        let slot = self.interface.first_slot();
        let arguments = [Value::from(job), Value::from(args)];
        let outcome = self.object.invoke(&self.caller, self.interface, slot, &arguments);
        if let (ObjectRef::Foreign(_), Some(observer)) = (&self.object, &self.caller.observer) {
            let hresult: HResult = outcome.map_or_else(|error| error.hresult(), |success| success.hresult);
            observer.called(self.interface, slot, hresult);
        }
    }
}
