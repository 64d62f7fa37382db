namespace Holdfast.Control.Access;

/// <summary>Says of a route who may ask it. One that says nothing is for admins.</summary>
/// <param name="Role">Null: whoever reaches the listener.</param>
public sealed record Needs(Role? Role)
{
    /// <summary>It looks itself whether it stays within the interfaces that somebody may change; what does not is closed to who may change some alone.</summary>
    public bool IsScoped { get; init; }
}
