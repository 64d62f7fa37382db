namespace Holdfast.Core.Principles.Isolation;

/// <summary>Who of those that wait in a pool gets the next place.</summary>
public enum PoolOrder
{
    /// <summary>Who has waited longest.</summary>
    First,

    /// <summary>Who came last: under overload the one whose caller is most likely still there.</summary>
    Last,
}
