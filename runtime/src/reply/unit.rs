//! No reply.

use super::{IntoReply, Outcome};
use crate::cx::Cx;

impl IntoReply for () {
    fn into_reply(self, _: &Cx, _: &mut Outcome) {}
}
