namespace Holdfast.Core.Layers;

/// <summary>What a degradation plan can lay over an interface or a service. Where several lie over one thing, those that come first here answer first.</summary>
public enum LayerKind
{
    /// <summary>Every call of an interface is refused.</summary>
    Off,

    /// <summary>Calls of an interface get what is kept, however old.</summary>
    Stale,

    /// <summary>Every call of an interface gets the same answer.</summary>
    Answer,

    /// <summary>A share of the callers of an interface is let in.</summary>
    Share,

    /// <summary>So many calls of an interface may pass.</summary>
    Limit,

    /// <summary>A service gets no calls.</summary>
    Breaker,

    /// <summary>Nodes of a service get no calls.</summary>
    Drain,
}
