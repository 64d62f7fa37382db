using Holdfast.Control.Store;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Control.Access;

/// <summary>What may be said of a token that is to be made.</summary>
public static class TokenFields
{
    /// <summary>More than this is another role.</summary>
    private const int InterfacesMax = 50;

    public static readonly Field<string> Name = new("name", Shapes.Name("token"), "By what name the token stands on record.") { Required = true };

    public static readonly Field<Role> Role = new(
        "role", Shapes.Choice(("viewer", Access.Role.Viewer), ("operator", Access.Role.Operator), ("admin", Access.Role.Admin)), "What it lets its holder do.")
    {
        Required = true,
    };

    public static readonly Field<TimeSpan> For = new("for", Shapes.Duration(TimeSpan.FromMinutes(1), TimeSpan.FromDays(366)), "How long it is good.")
    {
        Default = TimeSpan.FromDays(30),
    };

    private static readonly Field<string> Interface = new("interfaces", Shapes.Name("interface"), "What may be changed by it.");

    /// <exception cref="StoreException">Something is missing or malformed.</exception>
    public static TokenWish Read(TokenBody body)
    {
        var role = Read(Role, body.Role);
        var interfaces = (body.Interfaces ?? []).Select(static one => Read(Interface, one)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (interfaces.Length > InterfacesMax) throw Bad($"'interfaces' has {interfaces.Length} names, and may have {InterfacesMax}.");
        // Whoever may let others in could let themselves in for everything.
        if (interfaces.Length > 0 && role == Access.Role.Admin) throw Bad("An admin's token is not for some interfaces alone: whoever holds it could make another.");
        var name = Read(Name, body.Name);
        if (name == Identity.Local.Name) throw Bad($"'{name}' is what the token of the data folder is called.");
        return new TokenWish(name, role, interfaces, Read(For, body.For));
    }

    /// <exception cref="StoreException">It is none.</exception>
    public static Role RoleOf(string text) => Read(Role, text);

    private static T Read<T>(Field<T> field, string? text)
    {
        if (string.IsNullOrEmpty(text)) return field.Required ? throw Bad($"'{field.Name}' is missing: {field.About}") : field.Default;
        return ((ScalarShape<T>)field.Shape).Parse(text, out var value) is { } fault ? throw Bad($"'{field.Name}': {fault.Message}. {fault.Advice}") : value!;
    }

    private static StoreException Bad(string message) => new(AccessErrors.TokenArguments, message);
}
