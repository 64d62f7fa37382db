namespace Holdfast.Core.Principles.Limits;

/// <summary>Whom a limit counts together.</summary>
public enum LimitScope
{
    /// <summary>All calls.</summary>
    All,

    /// <summary>Those that have the same key.</summary>
    Key,

    /// <summary>Those of one interface, to a service that several ask.</summary>
    Interface,

    /// <summary>Those to one node.</summary>
    Node,
}
