//! Functions that handle no update by themselves: guards, arounds and error handlers. Their parameters
//! are taken from the update like a handler's, except for those that whoever calls them gives.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Path, Type};

use crate::expand::{call_over, spelled};
use crate::handler::{Handler, Param};

/// The code for the parameters of one function.
pub(crate) struct Parts {
    /// What the runtime needs to know of the function: an expression.
    pub(crate) function: TokenStream,
    /// The constants behind it, and the checks that need to know types.
    pub(crate) consts: TokenStream,
    /// The statements that take the parameters.
    pub(crate) takes: TokenStream,
    /// The call of the function.
    pub(crate) call: TokenStream,
}

/// Takes a function's parameters apart. `given` is the expression of a parameter that is not taken from
/// the update.
pub(crate) fn parts(handler: &Handler, given: impl Fn(&Param) -> Option<TokenStream>) -> Parts {
    let (mut rows, mut checks, mut takes) = (Vec::new(), Vec::new(), Vec::new());
    let mut vars = Vec::new();
    for param in &handler.params {
        let var = format_ident!("__p{}", vars.len());
        let ty = &param.ty;
        if let Some(value) = given(param) {
            takes.push(quote_spanned!(ty.span()=> let #var = #value;));
        } else {
            let index = rows.len();
            let (name, text) = (&param.name, spelled(ty));
            rows.push(quote_spanned! {ty.span()=>
                ::botwright::__::ParamInfo::new(
                    #name, #text, <#ty as ::botwright::__::Param<'_, _>>::INFO
                )
            });
            let arguments = quote! {
                __PARAMS, #index, ::botwright::__::Kinds::ALL, ::botwright::__::Arguments::None
            };
            let check = call_over(ty, quote!(::botwright::__::check), arguments);
            checks.push(quote!(const _: () = #check;));
            takes.push(quote_spanned! {ty.span()=>
                let #var = <#ty as ::botwright::__::Param<'_, _>>::take(__call, #index)?;
            });
        }
        vars.push(var);
    }
    let name = &handler.name;
    let label = name.unraw().to_string();
    Parts {
        function: quote! {
            ::botwright::__::Function {
                name: #label,
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                column: ::core::column!(),
                params: __PARAMS,
            }
        },
        consts: quote! {
            const __PARAMS: &[::botwright::__::ParamInfo] = &[#(#rows),*];
            #(#checks)*
        },
        takes: quote!(#(#takes)*),
        call: quote_spanned!(name.span()=> #name(#(#vars),*)),
    }
}

/// What turns the function's value into what the runtime works with: a method of a trait.
pub(crate) fn conversion(handler: &Handler, of: &Ident, method: &Ident) -> TokenStream {
    let span = handler.output_span();
    if let Some(ty) = handler.output_type() {
        quote_spanned!(span=> <#ty as ::botwright::__::#of>::#method)
    } else {
        quote_spanned!(span=> ::botwright::__::#of::#method)
    }
}

/// A type of the function's own name, next to it, that carries what attributes name the function for.
/// Types and functions have names apart, and an import of the name brings both.
pub(crate) fn carrier(handler: &Handler, of: &Ident, value: &TokenStream) -> TokenStream {
    let (cfgs, vis, name) = (
        handler.cfgs().collect::<Vec<_>>(),
        &handler.vis,
        &handler.name,
    );
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(
            non_camel_case_types, dead_code, unreachable_pub, missing_debug_implementations,
            clippy::all, clippy::pedantic
        )]
        #vis enum #name {}

        #(#cfgs)*
        #[automatically_derived]
        #[allow(clippy::all, clippy::pedantic, unused_qualifications)]
        impl ::botwright::__::#of for #name {
            #value
        }
    }
}

/// The carried values of the functions that attributes name. A handler has each of them checked against
/// the kinds of update that it listens to.
///
/// A function without the attribute has no type of its name. An import brings whatever the name stands
/// for, and what it does not bring is found further outside: a type that is no guard, and says so.
pub(crate) fn carried(paths: &[Path], of: &str, fits: Option<&str>) -> TokenStream {
    let of = format_ident!("{}", of);
    let values = paths.iter().map(|path| {
        let span = path.span();
        let has_arguments = path.segments.iter().any(|it| !it.arguments.is_none());
        let row = if has_arguments {
            quote_spanned!(span=> <#path as ::botwright::__::#of>::ROW)
        } else {
            quote_spanned! {span=>
                {
                    #[allow(unused_imports)]
                    use ::botwright::__::FunctionWithoutAttribute as __Named;
                    {
                        #[allow(unused_imports)]
                        use #path as __Named;
                        <__Named as ::botwright::__::#of>::ROW
                    }
                }
            }
        };
        let Some(fits) = fits else { return row };
        let fits = format_ident!("{}", fits);
        call_over(path, quote!(::botwright::__::#fits), quote!(#row, __KINDS))
    });
    quote!(&[#(#values),*])
}

/// The last name of the path behind a type, behind its reference if it is one.
pub(crate) fn last_name(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|last| &last.ident),
        Type::Reference(reference) => last_name(&reference.elem),
        _ => None,
    }
}
