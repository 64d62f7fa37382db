using Holdfast.Control.Access;
using Holdfast.Control.Store;
using Holdfast.Core.Commands;
using Holdfast.Core.Plan.Fields;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Control.Admin;

/// <summary>Who wants something done and what for, as it is put on record.</summary>
public static class AdminOrder
{
    /// <param name="by">What they call themselves: counts where nothing that they showed says who they are.</param>
    /// <exception cref="StoreException">One of the two is missing or malformed.</exception>
    public static Order Read(HttpContext context, string? by, string? why) =>
        new(Word(CommandOrder.ByField, context.Who().Signature(by), "by"), Word(CommandOrder.WhyField, why, "why"));

    /// <summary>The same before anybody has looked whether it can be read.</summary>
    internal static Order AsSent(HttpContext context, string? by, string? why) => new(context.Who().Signature(by) ?? context.Who().Name, why ?? "");

    private static string Word(Field<string> field, string? text, string name)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new StoreException(StoreErrors.NoReason, $"'{name}' is missing.");
        return ((ScalarShape<string>)field.Shape).Parse(text, out var word) is { } bad
            ? throw new StoreException(StoreErrors.NoReason, $"'{name}': {bad.Message}. {bad.Advice}")
            : word!;
    }
}
