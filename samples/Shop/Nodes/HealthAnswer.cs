namespace Shop.Nodes;

/// <summary>What <c>/healthz</c> does; apart from the work, since a node may be sick and look well.</summary>
internal enum HealthAnswer
{
    /// <summary>200.</summary>
    Up,

    /// <summary>503.</summary>
    Down,

    /// <summary>No answer.</summary>
    Hang,
}
