namespace Holdfast.Control.Access.Oidc;

/// <summary>Whom the process asks who somebody is, and what it makes of the answer.</summary>
/// <param name="Authority">Base address of the provider.</param>
/// <param name="RoleClaim">The claim whose values say what somebody may do.</param>
/// <param name="Roles">By those values. Who has several has the greatest.</param>
public sealed record OidcSettings(
    Uri Authority, string ClientId, string ClientSecret, IReadOnlyList<string> Scopes, string RoleClaim, IReadOnlyDictionary<string, Role> Roles)
{
    /// <summary>The greatest role that somebody has; null: none.</summary>
    internal Role? RoleOf(IEnumerable<string> values)
    {
        Role? found = null;
        foreach (var value in values)
            if (Roles.TryGetValue(value, out var role) && (found is null || role > found)) found = role;
        return found;
    }
}
