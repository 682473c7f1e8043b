//! `#[every]`, `#[cron]`, `#[on_start]`, `#[on_stop]`, `#[on_reminder]` and `#[derive(Reminder)]`.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{DeriveInput, LitStr, Path};

use crate::dependency::renamed;
use crate::errors::Errors;
use crate::expand::{Match, Route, call_over};
use crate::handler::Handler;
use crate::keys::{self, Entry, Shared};
use crate::nearest::hint;

/// The bit of a handler without an update.
const CLOCK: u32 = 1 << 31;

/// Every kind of update, and the bit of a reminder.
const REMINDERS: u32 = u32::MAX >> 1;

pub(crate) fn read_every(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let span = errors.ok(syn::parse2::<LitStr>(attr).map_err(|error| {
        let example = "`#[every]` takes a span of time, such as `#[every(\"15 min\")]`";
        syn::Error::new(error.span(), example)
    }));
    let timing = span.map(|text| {
        let span = call_over(&text, quote!(::botwright::__::duration), quote!(#text));
        quote!(Every(#span))
    });
    timed(timing, handler)
}

pub(crate) fn read_cron(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let (mut pattern, mut zone) = (None, None);
    for entry in keys::entries(attr) {
        match entry {
            Entry::Key(key, value) if key == "tz" => zone = keys::text(&key, &value, errors),
            Entry::Key(key, _) => keys::unknown(&key, "cron", &["tz"], errors),
            Entry::Word(word) => errors.at(word, EXAMPLE),
            Entry::Other(tokens) => pattern = errors.ok(syn::parse2::<LitStr>(tokens)),
        }
    }
    let Some(pattern) = pattern else {
        if errors.is_empty() {
            errors.at(&handler.name, EXAMPLE);
        }
        return timed(None, handler);
    };
    check_cron(&pattern, zone.as_ref(), errors);
    let zone = zone.map_or_else(|| "UTC".to_owned(), |zone| zone.value());
    timed(
        Some(quote!(Cron { pattern: #pattern, zone: #zone })),
        handler,
    )
}

const EXAMPLE: &str = "`#[cron]` takes a pattern and a time zone, such as \
                       `#[cron(\"0 9 * * MON-FRI\", tz = \"Europe/Berlin\")]`";

#[cfg(feature = "cron")]
fn check_cron(pattern: &LitStr, zone: Option<&LitStr>, errors: &mut Errors) {
    let name = zone.map_or_else(|| "UTC".to_owned(), LitStr::value);
    if jiff::tz::TimeZone::get(&name).is_err() {
        let problem =
            format!("`{name}` is no time zone: use a name such as `Europe/Berlin` or `UTC`");
        errors.at(zone, problem);
        return;
    }
    if let Err(error) = cronexpr::parse_crontab(&format!("{} {name}", pattern.value())) {
        // Its other lines show the pattern, which the compiler does already.
        let text = error.to_string();
        let problem = text
            .lines()
            .rfind(|line| !line.trim().is_empty())
            .unwrap_or(&text);
        let problem = problem.trim_matches(|letter| matches!(letter, ' ' | '^' | '|'));
        errors.at(
            pattern,
            format!("not a cron pattern ({problem}): minute, hour, day of the month, month, day of the week"),
        );
    }
}

#[cfg(not(feature = "cron"))]
fn check_cron(pattern: &LitStr, _: Option<&LitStr>, errors: &mut Errors) {
    errors.at(
        pattern,
        "`#[cron]` needs the cargo feature `cron` of botwright; `#[every(\"1 day\")]` does not",
    );
}

pub(crate) fn read_start(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    moment(attr, quote!(Start), handler, errors)
}

pub(crate) fn read_stop(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    moment(attr, quote!(Stop), handler, errors)
}

fn moment(attr: TokenStream, timing: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let brackets = attr.into_iter().next();
    if let Some(first) = brackets {
        errors.at(first, "this attribute stands alone, without brackets");
    }
    timed(Some(timing), handler)
}

pub(crate) fn read_reminder(attr: TokenStream, handler: Handler, errors: &mut Errors) -> Route {
    let ty = errors.ok(syn::parse2::<Path>(attr).map_err(|error| {
        let example = "`#[on_reminder]` names the type that is reminded of, such as \
                       `#[on_reminder(Water)]`";
        syn::Error::new(error.span(), example)
    }));
    let matches = ty.map(|ty| {
        let name = quote_spanned!(ty.span()=> <#ty as ::botwright::__::ReminderData>::NAME);
        let claim = quote_spanned!(ty.span()=> impl ::botwright::__::OneReminderHandler for #ty {});
        Match::Timed(quote!(::botwright::__::Match::Reminder(#name)), Some(claim))
    });
    route(matches, REMINDERS, handler)
}

fn timed(timing: Option<TokenStream>, handler: Handler) -> Route {
    let matches = timing.map(|timing| {
        let row = quote!(::botwright::__::Match::Timed(::botwright::__::Timing::#timing));
        Match::Timed(row, None)
    });
    route(matches, CLOCK, handler)
}

fn route(matches: Option<Match>, kinds: u32, handler: Handler) -> Route {
    // Without one there is a mistake, and no code.
    let matches = matches.unwrap_or(Match::Update);
    Route::new(matches, kinds, Shared::default(), handler)
}

/// `#[derive(Reminder)]`.
pub(crate) fn expand_reminder(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(input) = errors.ok(syn::parse2::<DeriveInput>(item)) else {
        return errors.into_tokens();
    };
    if !input.generics.params.is_empty() {
        errors.at(
            &input.generics,
            "a reminder cannot be generic: it is kept under one name",
        );
    }
    let mut name = input.ident.unraw().to_string();
    for attr in input
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("reminder"))
    {
        let result = attr.parse_nested_meta(|meta| {
            let key: Ident = meta.path.require_ident()?.clone();
            if key == "name" {
                name = meta.value()?.parse::<LitStr>()?.value();
                return Ok(());
            }
            let hint = hint(&key.to_string(), ["name"]);
            Err(syn::Error::new_spanned(
                &key,
                format!("`reminder` has no key `{key}`{hint}"),
            ))
        });
        errors.ok(result);
    }
    if !errors.is_empty() {
        return errors.into_tokens();
    }
    let ty = &input.ident;
    renamed(quote! {
        #[automatically_derived]
        impl ::botwright::__::ReminderData for #ty {
            const NAME: &'static str = #name;
        }
    })
}
