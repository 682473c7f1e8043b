//! From the model of a route to code.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{LitStr, Path};

use crate::doc::Doc;
use crate::function::carried;
use crate::handler::{Handler, Param};
use crate::keys::Shared;
use crate::on_callback::Pressed;
use crate::on_inline::Inline;
use crate::on_state::State;

/// A handler with everything its attribute said.
pub(crate) struct Route {
    pub(crate) handler: Handler,
    pub(crate) shared: Shared,
    pub(crate) matches: Match,
    /// Update kinds as bits, in the order of `UPDATE_KINDS`.
    pub(crate) kinds: u32,
    /// An expression over `__cx`, beside the `if` of the shared keys.
    pub(crate) filter: Option<TokenStream>,
    pub(crate) hidden: bool,
    pub(crate) description: String,
    pub(crate) help: String,
    /// The descriptions by locale, with their help.
    pub(crate) described: Vec<[String; 3]>,
}

/// What a route goes by.
pub(crate) enum Match {
    Command {
        name: String,
        aliases: Vec<String>,
    },
    Callback(Pressed),
    State(Box<State>),
    /// The dialogue whose stored states fit no more.
    Stale(Path),
    /// A conversation that fits its handler no more.
    StaleTalk,
    Text(LitStr),
    Pattern {
        source: LitStr,
        groups: Vec<String>,
    },
    /// An inline query, maybe with a pattern and its groups.
    Inline(Option<(LitStr, Vec<String>)>, Inline),
    Content,
    Update,
    Fallback,
    Album,
    /// A row that the clock chooses, as an expression; and what keeps a second one from compiling.
    Timed(TokenStream, Option<TokenStream>),
}

/// The item next to a handler that holds its row of the table.
pub(crate) fn row_of(handler: &Ident) -> Ident {
    format_ident!("__route_{}", handler)
}

impl Route {
    /// A route documented by its handler's comment, without a filter.
    pub(crate) fn new(matches: Match, kinds: u32, shared: Shared, handler: Handler) -> Self {
        let doc = Doc::of(&handler.attrs);
        Self {
            matches,
            kinds,
            filter: None,
            hidden: false,
            description: doc.description,
            help: doc.help,
            described: Vec::new(),
            handler,
            shared,
        }
    }

    /// What stands next to the handler.
    pub(crate) fn expand(&self) -> TokenStream {
        let Self {
            handler,
            kinds,
            hidden,
            description,
            help,
            described,
            ..
        } = self;
        let described = described.iter().map(|[locale, description, help]| {
            quote!(::botwright::__::Described {
                locale: #locale,
                description: #description,
                help: #help,
            })
        });
        let package = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
        let row = row_of(&handler.name);
        let cfgs: Vec<_> = handler.cfgs().collect();
        let vis = &handler.vis;
        let name = handler.name.to_string();
        let name = name.trim_start_matches("r#");
        let params = self.params();
        let call = self.call();
        let (filter, filter_fn) = self.filter();
        let matches = self.matches.expand();
        let claim = self.matches.claim();
        let chats = self
            .shared
            .chats
            .map_or(quote!(ALL), |bits| quote!(from_bits(#bits)));
        let (priority, observe) = (self.shared.priority, self.shared.observe);
        let guards = carried(&self.shared.guards, "IsGuard", Some("fitting_guard"));
        let arounds = carried(&self.shared.arounds, "IsAround", Some("fitting_around"));
        let conditions = self.conditions();
        let leads = self.leads();
        quote! {
            #(#cfgs)*
            #[doc(hidden)]
            #[allow(
                clippy::all, clippy::pedantic, non_upper_case_globals, dead_code, unreachable_pub,
                unused_qualifications
            )]
            #vis static #row: ::botwright::__::Route = {
                const __KINDS: ::botwright::__::Kinds = ::botwright::__::Kinds::from_bits(#kinds);
                #params
                #call
                #filter_fn
                ::botwright::__::Route {
                    name: #name,
                    module: ::core::module_path!(),
                    file: ::core::file!(),
                    line: ::core::line!(),
                    column: ::core::column!(),
                    matches: #matches,
                    kinds: __KINDS,
                    chats: ::botwright::__::Chats::#chats,
                    filter: #filter,
                    conditions: #conditions,
                    guards: #guards,
                    arounds: #arounds,
                    priority: #priority,
                    observe: #observe,
                    hidden: #hidden,
                    description: #description,
                    help: #help,
                    package: #package,
                    described: &[#(#described),*],
                    leads: #leads,
                    params: __PARAMS,
                    call: __call,
                }
            };
            #(#cfgs)*
            const _: () = {
                ::botwright::__::inventory::submit! { ::botwright::__::Registered(&#row) }
                #claim
            };
        }
    }

    /// The parameters that are not fields of the button's data.
    fn taken(&self) -> impl Iterator<Item = &Param> {
        let params = self.handler.params.iter();
        params.filter(|param| self.matches.field(&param.name).is_none())
    }

    /// The parameters' rows, and the checks that need to know their types.
    fn params(&self) -> TokenStream {
        let rows = self.taken().map(|param| {
            let (name, ty) = (&param.name, &param.ty);
            let text = spelled(ty);
            quote_spanned! {ty.span()=>
                ::botwright::__::ParamInfo::new(
                    #name, #text, <#ty as ::botwright::__::Param<'_, _>>::INFO
                )
            }
        });
        let source = self.matches.arguments();
        let checks = self.taken().enumerate().map(|(index, param)| {
            let arguments = quote!(__PARAMS, #index, __KINDS, #source);
            let check = call_over(&param.ty, quote!(::botwright::__::check), arguments);
            quote!(const _: () = #check;)
        });
        quote! {
            const __PARAMS: &[::botwright::__::ParamInfo] = &[#(#rows),*];
            #(#checks)*
        }
    }

    /// The function that takes the parameters and calls the handler.
    fn call(&self) -> TokenStream {
        let name = &self.handler.name;
        let vars: Vec<_> = (0..self.handler.params.len())
            .map(|index| format_ident!("__p{}", index))
            .collect();
        let mut places = 0_usize..;
        let takes = self.handler.params.iter().zip(&vars).map(|(param, var)| {
            let ty = &param.ty;
            if let Some(mut field) = self.matches.field(&param.name) {
                field.set_span(ty.span());
                return quote_spanned!(ty.span()=> let #var: #ty = #field;);
            }
            let index = places.next();
            let mut take = quote_spanned! {ty.span()=>
                <#ty as ::botwright::__::Param<'_, _>>::take(__call, #index)
            };
            if let Some(words) = &param.reask {
                take = call_over(
                    ty,
                    quote!(<#ty as ::botwright::__::Asks>::reask),
                    quote!(#take, #words),
                );
            }
            quote_spanned!(ty.span()=> let #var = #take?;)
        });
        let bind = self.matches.bind();
        let output = self.handler.output_span();
        let reply = if let Some(ty) = self.handler.output_type() {
            quote_spanned!(output=> <#ty as ::botwright::__::IntoReply>::into_reply)
        } else {
            quote_spanned!(output=> ::botwright::__::IntoReply::into_reply)
        };
        let future = quote_spanned!(name.span()=> #name(#(#vars),*));
        let run = quote_spanned!(name.span()=> ::botwright::__::handler);
        let mut run = quote!(#run(__call.cx(), #future, #reply));
        if let Match::Inline(_, inline) = &self.matches {
            let defaults = inline.expand();
            let handler = quote_spanned!(name.span()=> ::botwright::__::inline_handler);
            run = quote!(#handler(__call.cx(), #defaults, #future, #reply));
        }
        quote! {
            fn __call<'a>(
                __call: &mut ::botwright::__::Call<'a>,
            ) -> ::core::result::Result<
                ::botwright::__::BoxFuture<'a, ::botwright::__::Outcome>,
                ::botwright::__::Rejection,
            > {
                #bind
                #(#takes)*
                ::core::result::Result::Ok(#run)
            }
        }
    }

    /// The filter's value and the function behind it.
    fn filter(&self) -> (TokenStream, TokenStream) {
        let condition = self.shared.condition.as_ref().map(condition);
        let tests: Vec<_> = self.filter.iter().chain(&condition).collect();
        if tests.is_empty() {
            return (quote!(::core::option::Option::None), TokenStream::new());
        }
        let function = quote! {
            fn __filter(__cx: &::botwright::__::Cx) -> bool {
                #((#tests))&&*
            }
        };
        (quote!(::core::option::Option::Some(__filter)), function)
    }
}

impl Route {
    /// The states of dialogues that the handler names.
    fn leads(&self) -> TokenStream {
        let leads = self.handler.leads.iter().map(|(dialogue, state)| {
            if let Some(state) = state {
                quote!((#dialogue, ::core::option::Option::Some(#state)))
            } else {
                quote!((#dialogue, ::core::option::Option::None))
            }
        });
        quote!(&[#(#leads),*])
    }

    /// What must hold beside kinds and chats, as it is written.
    fn conditions(&self) -> String {
        let own = self.shared.condition.as_ref().map(|path| {
            let path: syn::Type = syn::parse_quote!(#path);
            format!("if {}", spelled(&path))
        });
        let filter = self.shared.written.iter().cloned();
        filter.chain(own).collect::<Vec<_>>().join(", ")
    }
}

fn condition(path: &Path) -> TokenStream {
    quote_spanned!(path.span()=> ::botwright::__::Condition::<_>::holds(&#path, __cx))
}

impl Match {
    fn expand(&self) -> TokenStream {
        match self {
            Self::Command { name, aliases } => quote! {
                ::botwright::__::Match::Command { name: #name, aliases: &[#(#aliases),*] }
            },
            Self::Callback(pressed) => {
                let button = pressed.button();
                quote!(::botwright::__::Match::Callback(#button))
            }
            Self::State(state) => state.row(),
            Self::Stale(dialogue) => quote_spanned! {dialogue.span()=>
                ::botwright::__::Match::Stale(
                    <#dialogue as ::botwright::__::DialogueData>::NAME
                )
            },
            Self::StaleTalk => quote!(::botwright::__::Match::StaleTalk),
            Self::Text(text) => quote!(::botwright::__::Match::Text(#text)),
            Self::Pattern { source, .. } | Self::Inline(Some((source, _)), _) => {
                quote!(::botwright::__::Match::Pattern(#source))
            }
            Self::Content | Self::Inline(None, _) => quote!(::botwright::__::Match::Content),
            Self::Update => quote!(::botwright::__::Match::Update),
            Self::Album => quote!(::botwright::__::Match::Album),
            Self::Fallback => quote!(::botwright::__::Match::Fallback),
            Self::Timed(row, _) => row.clone(),
        }
    }

    /// The variable of a field that goes to this parameter.
    fn field(&self, param: &str) -> Option<Ident> {
        match self {
            Self::Callback(pressed) => pressed.variable(param),
            Self::State(state) => state.variable(param),
            _ => None,
        }
    }

    /// What takes fields apart before the parameters are taken.
    fn bind(&self) -> Option<TokenStream> {
        match self {
            Self::Callback(pressed) => pressed.bind(),
            Self::State(state) => Some(state.bind()),
            _ => None,
        }
    }

    /// What keeps a second handler from compiling.
    fn claim(&self) -> Option<TokenStream> {
        match self {
            Self::Callback(pressed) => Some(pressed.claim()),
            Self::State(state) => state.claim(),
            Self::Timed(_, claim) => claim.clone(),
            _ => None,
        }
    }

    /// Where parameters that are not taken from the update come from.
    fn arguments(&self) -> TokenStream {
        match self {
            Self::Command { .. } => quote!(::botwright::__::Arguments::Words),
            Self::Pattern { groups, .. } | Self::Inline(Some((_, groups)), _) => {
                quote!(::botwright::__::Arguments::Groups(&[#(#groups),*]))
            }
            Self::Callback(_) => quote!(::botwright::__::Arguments::Fields),
            Self::State(state) => state.arguments(),
            _ => quote!(::botwright::__::Arguments::None),
        }
    }
}

/// A call whose place is all of `tokens`: the function's name takes the place of the first one, the
/// brackets that of the last.
pub(crate) fn call_over(
    tokens: impl ToTokens,
    function: TokenStream,
    arguments: TokenStream,
) -> TokenStream {
    let mut spans = tokens
        .into_token_stream()
        .into_iter()
        .map(|tree| tree.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    let last = spans.last().unwrap_or(first);
    let function = function.into_iter().map(|mut tree| {
        tree.set_span(first);
        tree
    });
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    arguments.set_span(last);
    function.chain([TokenTree::Group(arguments)]).collect()
}

/// A type as a person would write it.
pub(crate) fn spelled(ty: &syn::Type) -> String {
    let text = quote!(#ty).to_string();
    let mut out = String::with_capacity(text.len());
    for (index, letter) in text.char_indices() {
        let before = out.chars().next_back();
        let after = text[index + letter.len_utf8()..].chars().next();
        let tight = |letter: Option<char>, set: &str| letter.is_some_and(|it| set.contains(it));
        if letter == ' ' && (tight(before, "&<(:[") || tight(after, "<>,):;]")) {
            continue;
        }
        out.push(letter);
    }
    out.replace(":: ", "::")
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn types_are_spelled_as_people_do() {
        for text in [
            "&User",
            "Option<State<Db>>",
            "std::string::String",
            "(i32, &str)",
            "Vec<u8>",
        ] {
            assert_eq!(spelled(&syn::parse_str(text).unwrap()), text);
        }
    }
}
