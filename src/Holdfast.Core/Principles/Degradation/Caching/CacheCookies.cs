namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>What a Cookie says of who asks.</summary>
public enum CacheCookies
{
    Identity,

    /// <summary>Nothing; and none is sent to the service.</summary>
    Ignore,
}
