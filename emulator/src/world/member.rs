//! Members of groups and channels: their status and their rights.

use serde_json::{Map, Value, json};

use super::{
    chat::{Group, GroupType},
    state::State,
};

/// What administrators may be allowed, as in `ChatAdministratorRights`.
pub(crate) const ADMIN_RIGHTS: [&str; 17] = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_post_messages",
    "can_edit_messages",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_direct_messages",
    "can_manage_tags",
];

/// What members may be allowed, as in `ChatPermissions`.
pub(crate) const PERMISSIONS: [&str; 16] = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
];

/// A set of rights: bits in the order of [`ADMIN_RIGHTS`] or [`PERMISSIONS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Rights(u32);

impl Rights {
    pub(crate) const ALL: Self = Self(u32::MAX);

    /// The rights of `names` that `is_set` says.
    pub(crate) fn from_names(names: &[&str], is_set: impl Fn(&str) -> bool) -> Self {
        let bits = names.iter().enumerate().filter(|(_, name)| is_set(name));
        Self(bits.fold(0, |rights, (place, _)| rights | 1 << place))
    }

    /// Whether both give members the same permissions.
    pub(crate) fn is_same(self, other: Self) -> bool {
        let all = Self::from_names(&PERMISSIONS, |_| true).0;
        self.0 & all == other.0 & all
    }

    /// Whether they are all permissions of members.
    pub(crate) fn is_all(self) -> bool {
        self.covers(Self::from_names(&PERMISSIONS, |_| true))
    }

    /// Whether every right of `others` is among them.
    pub(crate) fn covers(self, others: Self) -> bool {
        others.0 & !self.0 == 0
    }

    /// Whether the right of `names` is among them.
    pub(crate) fn has(self, names: &[&str], name: &str) -> bool {
        let place = names.iter().position(|own| *own == name);
        place.is_some_and(|place| self.0 >> place & 1 == 1)
    }

    /// Writes every right of `names` as a boolean.
    pub(crate) fn write(self, names: &[&str], json: &mut Map<String, Value>) {
        for (place, name) in names.iter().enumerate() {
            json.insert((*name).into(), (self.0 >> place & 1 == 1).into());
        }
    }
}

/// How somebody stands to a chat.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Status {
    Owner {
        is_anonymous: bool,
        title: Option<String>,
    },
    Administrator {
        rights: Rights,
        is_anonymous: bool,
        title: Option<String>,
        /// Who promoted them; that one may edit them.
        promoted_by: i64,
    },
    Member,
    Restricted {
        permissions: Rights,
        is_member: bool,
        /// 0 is forever.
        until: i64,
    },
    #[default]
    Left,
    Banned {
        /// 0 is forever.
        until: i64,
    },
}

impl Status {
    /// An administrator with all rights, as world files make them.
    pub(crate) fn full_administrator() -> Self {
        Self::Administrator {
            rights: Rights::ALL,
            is_anonymous: false,
            title: None,
            promoted_by: 0,
        }
    }

    /// The owner, as world files make them.
    pub(crate) fn owner() -> Self {
        Self::Owner {
            is_anonymous: false,
            title: None,
        }
    }

    /// The status of somebody who comes: a restriction stays.
    pub(crate) fn rejoined(&self) -> Self {
        match *self {
            Self::Restricted {
                permissions, until, ..
            } => Self::Restricted {
                permissions,
                is_member: true,
                until,
            },
            _ => Self::Member,
        }
    }

    /// What is left of the status when somebody goes: a restriction stays.
    pub(crate) fn departed(&self) -> Self {
        match *self {
            Self::Restricted {
                permissions, until, ..
            } => Self::Restricted {
                permissions,
                is_member: false,
                until,
            },
            _ => Self::Left,
        }
    }

    /// Whether the person is in the chat.
    pub(crate) fn is_in(&self) -> bool {
        match self {
            Self::Owner { .. } | Self::Administrator { .. } | Self::Member => true,
            Self::Restricted { is_member, .. } => *is_member,
            Self::Left | Self::Banned { .. } => false,
        }
    }

    pub(crate) fn is_admin(&self) -> bool {
        matches!(self, Self::Owner { .. } | Self::Administrator { .. })
    }

    /// The status at a time: bans and restrictions may have ended.
    pub(crate) fn at(&self, now: i64) -> Self {
        let is_over = |until: i64| until != 0 && until <= now;
        match self {
            Self::Restricted {
                is_member, until, ..
            } if is_over(*until) => {
                if *is_member {
                    Self::Member
                } else {
                    Self::Left
                }
            }
            Self::Banned { until } if is_over(*until) => Self::Left,
            status => status.clone(),
        }
    }
}

/// A right of administrators that their kind of chat has.
fn is_right_of(kind: GroupType, right: &str) -> bool {
    match right {
        "can_post_messages" | "can_edit_messages" | "can_manage_direct_messages" => {
            kind == GroupType::Channel
        }
        "can_pin_messages" | "can_manage_tags" => kind != GroupType::Channel,
        "can_manage_topics" => kind == GroupType::Supergroup,
        _ => true,
    }
}

/// Writes the rights of an administrator that their kind of chat has.
pub(crate) fn write_admin_rights(rights: Rights, kind: GroupType, json: &mut Map<String, Value>) {
    rights.write(&ADMIN_RIGHTS, json);
    json.retain(|name, _| !ADMIN_RIGHTS.contains(&name.as_str()) || is_right_of(kind, name));
}

impl Group {
    /// How `member` stands to the chat now.
    pub(crate) fn status(&self, member: i64, now: i64) -> Status {
        let status = self.statuses.get(&member);
        match status.map_or(Status::Left, |status| status.at(now)) {
            Status::Member if self.subscription_ends(member).is_some_and(|end| end <= now) => {
                Status::Left
            }
            status => status,
        }
    }

    /// When the paid membership of somebody ends.
    fn subscription_ends(&self, member: i64) -> Option<i64> {
        self.subscriptions.get(&member).copied()
    }

    /// Everybody in the chat, by id.
    pub(crate) fn members(&self) -> impl Iterator<Item = i64> {
        let inside = self.statuses.iter().filter(|(_, status)| status.is_in());
        inside.map(|(id, _)| *id)
    }

    /// Everybody who administers the chat, by id.
    pub(crate) fn administrators(&self) -> impl Iterator<Item = (i64, &Status)> {
        let admins = self.statuses.iter().filter(|(_, status)| status.is_admin());
        admins.map(|(id, status)| (*id, status))
    }

    pub(crate) fn is_member(&self, member: i64) -> bool {
        self.statuses.get(&member).is_some_and(Status::is_in)
    }

    pub(crate) fn is_admin(&self, member: i64) -> bool {
        self.statuses.get(&member).is_some_and(Status::is_admin)
    }

    /// Whether `member` may do what `right` of [`ADMIN_RIGHTS`] or, for a plain member,
    /// [`PERMISSIONS`] says.
    pub(crate) fn may(&self, member: i64, right: &str, now: i64) -> bool {
        match self.status(member, now) {
            Status::Owner { .. } => true,
            Status::Administrator { rights, .. } => {
                rights.has(&ADMIN_RIGHTS, right)
                    || (right.starts_with("can_send")
                        && right != "can_send_welcome_messages"
                        && self.kind != GroupType::Channel)
                    || right == "can_react_to_messages"
            }
            Status::Member => self.permissions.has(&PERMISSIONS, right),
            Status::Restricted {
                permissions,
                is_member,
                ..
            } => {
                is_member
                    && permissions.has(&PERMISSIONS, right)
                    && self.permissions.has(&PERMISSIONS, right)
            }
            Status::Left | Status::Banned { .. } => false,
        }
    }
}

impl State {
    /// The `ChatMember` object, as `viewer` sees it.
    pub(crate) fn chat_member_json(
        &self,
        group: &Group,
        member: i64,
        status: &Status,
        viewer: i64,
    ) -> Value {
        let mut json = Map::new();
        json.insert("user".into(), self.member_json(member));
        let name = match status {
            Status::Owner {
                is_anonymous,
                title,
            } => {
                json.insert("is_anonymous".into(), json!(is_anonymous));
                write_title(title.as_deref(), &mut json);
                "creator"
            }
            Status::Administrator {
                rights,
                is_anonymous,
                title,
                promoted_by,
            } => {
                json.insert("is_anonymous".into(), json!(is_anonymous));
                json.insert("can_be_edited".into(), json!(*promoted_by == viewer));
                write_admin_rights(*rights, group.kind, &mut json);
                write_title(title.as_deref(), &mut json);
                "administrator"
            }
            Status::Member => {
                if let Some(end) = group.subscription_ends(member) {
                    json.insert("until_date".into(), json!(end));
                }
                "member"
            }
            Status::Restricted {
                permissions,
                is_member,
                until,
            } => {
                permissions.write(&PERMISSIONS, &mut json);
                json.insert("is_member".into(), json!(is_member));
                json.insert("until_date".into(), json!(until));
                "restricted"
            }
            Status::Left => "left",
            Status::Banned { until } => {
                json.insert("until_date".into(), json!(until));
                "kicked"
            }
        };
        if let Some(tag) = group.tags.get(&member)
            && matches!(status, Status::Member | Status::Restricted { .. })
        {
            json.insert("tag".into(), json!(tag));
        }
        json.insert("status".into(), name.into());
        json.into()
    }
}

fn write_title(title: Option<&str>, json: &mut Map<String, Value>) {
    if let Some(title) = title {
        json.insert("custom_title".into(), title.into());
    }
}
