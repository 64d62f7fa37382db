namespace Holdfast.Core.Plan;

/// <summary>Which part of a request belongs to its key.</summary>
public enum KeyPartKind
{
    /// <summary>The caller's address, behind trusted proxies only.</summary>
    Client,

    /// <summary>The path, without the query.</summary>
    Path,

    Header,

    Cookie,

    Query,

    /// <summary>What stands in the place of <c>{name}</c> in the path template that the interface matches.</summary>
    Parameter,

    /// <summary>A claim of the bearer token (RFC 7519). Nothing here checks its signature: it counts where one of the trusted proxies passes the request on, for they have.</summary>
    Claim,
}
