using Holdfast.Control.Admin;

namespace Holdfast.Control.Access.Oidc;

/// <summary>Reads <see cref="AccessSettings"/> from the environment: they are the process's, not the plan's, for a plan must not let anybody in.</summary>
public static class AccessVariables
{
    public const string Host = "HOLDFAST_ADMIN_HOST";
    public const string Certificate = "HOLDFAST_ADMIN_CERTIFICATE";
    public const string Key = "HOLDFAST_ADMIN_KEY";
    public const string Authority = "HOLDFAST_OIDC_AUTHORITY";
    public const string ClientId = "HOLDFAST_OIDC_CLIENT_ID";
    public const string ClientSecret = "HOLDFAST_OIDC_CLIENT_SECRET";
    public const string ClientSecretFile = "HOLDFAST_OIDC_CLIENT_SECRET_FILE";
    public const string Scopes = "HOLDFAST_OIDC_SCOPES";
    public const string RoleClaim = "HOLDFAST_OIDC_ROLE_CLAIM";

    /// <summary>With the role behind it, e.g. <c>HOLDFAST_OIDC_ADMINS</c>.</summary>
    private static readonly (string Name, Role Role)[] RoleNames =
        [("HOLDFAST_OIDC_VIEWERS", Role.Viewer), ("HOLDFAST_OIDC_OPERATORS", Role.Operator), ("HOLDFAST_OIDC_ADMINS", Role.Admin)];

    private const string ScopesDefault = "openid profile email";
    private const string RoleClaimDefault = "groups";

    public static IReadOnlyList<string> All { get; } =
        [Host, Certificate, Key, Authority, ClientId, ClientSecret, ClientSecretFile, Scopes, RoleClaim, .. RoleNames.Select(static one => one.Name)];

    /// <exception cref="AccessSettingsException">What is said does not fit together.</exception>
    public static AccessSettings Read(Func<string, string?> environment, TimeProvider time)
    {
        string? Of(string name) => environment(name) is { } text && text.Trim() is { Length: > 0 } said ? said : null;
        var (certificate, key, host) = (Of(Certificate), Of(Key), Of(Host));
        if (certificate is null != key is null) throw Missing(certificate is null ? Certificate : Key, certificate is null ? Key : Certificate);
        if (host is not null && Uri.CheckHostName(host) != UriHostNameType.Dns) throw new AccessSettingsException($"{Host} is a name without port, such as holdfast.example.com.");
        return new AccessSettings(host, certificate is null ? null : AdminCertificate.Load(certificate, key!, time), Oidc(Of));
    }

    private static OidcSettings? Oidc(Func<string, string?> of)
    {
        var (authority, id, secret) = (of(Authority), of(ClientId), of(ClientSecret) ?? (of(ClientSecretFile) is { } file ? FromFile(file) : null));
        if (authority is null && id is null && secret is null) return null;
        if (authority is null) throw Missing(Authority, ClientId);
        if (id is null) throw Missing(ClientId, Authority);
        if (secret is null) throw Missing(ClientSecret, Authority);
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            throw new AccessSettingsException($"{Authority} is an https address: what comes back from it says who somebody is.");
        var roles = new Dictionary<string, Role>(StringComparer.Ordinal);
        foreach (var (name, role) in RoleNames)
            foreach (var value in (of(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) roles[value] = role;
        if (roles.Count == 0) throw new AccessSettingsException($"none of {string.Join(", ", RoleNames.Select(static one => one.Name))} is set: nobody would come in.");
        return new OidcSettings(url, id, secret, (of(Scopes) ?? ScopesDefault).Split(' ', StringSplitOptions.RemoveEmptyEntries), of(RoleClaim) ?? RoleClaimDefault, roles);
    }

    private static string FromFile(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim() is { Length: > 0 } secret ? secret : throw new AccessSettingsException($"{ClientSecretFile}: {file} is empty.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new AccessSettingsException($"{ClientSecretFile}: {fault.Message}", fault);
        }
    }

    private static AccessSettingsException Missing(string name, string other) => new($"{name} is missing beside {other}.");
}
