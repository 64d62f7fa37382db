namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>What has become of a degradation plan.</summary>
internal enum LevelEffect
{
    None,

    /// <summary>It is entered, or entered otherwise than before.</summary>
    Entered,

    /// <summary>It was left; users come back where it has a ramp.</summary>
    Left,

    /// <summary>Its time is over; users come back where it has a ramp.</summary>
    Expired,

    /// <summary>All users are back.</summary>
    GivenBack,
}
