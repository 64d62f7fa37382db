namespace Holdfast.Core.Readings;

/// <summary>What a reading is of.</summary>
public enum ReadingSubject
{
    Interface,
    Service,

    /// <summary>There is one, and it needs no naming.</summary>
    Process,
}
