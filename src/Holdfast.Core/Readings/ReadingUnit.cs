namespace Holdfast.Core.Readings;

/// <summary>What a reading is held against.</summary>
public enum ReadingUnit
{
    /// <summary>It holds, or it does not.</summary>
    Flag,

    /// <summary>From 0 to 1; written as <c>5%</c> or <c>0.05</c>.</summary>
    Ratio,

    /// <summary>In seconds; written as <c>800ms</c>.</summary>
    Time,

    /// <summary>So many a second; written as <c>100/s</c>.</summary>
    Rate,

    /// <summary>A whole number.</summary>
    Count,
}
