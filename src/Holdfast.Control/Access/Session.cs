namespace Holdfast.Control.Access;

/// <summary>Somebody's browser, from the sign-in on.</summary>
/// <param name="antiforgery">What its pages send back with everything that they change: a page of another site does not know it.</param>
/// <param name="began">Timestamp: whoever sets the clock of the machine lets nobody stay longer, and sends nobody out.</param>
internal sealed class Session(Identity who, string antiforgery, long began)
{
    private long _used = began;

    /// <summary>Whom it stands for, this session with them.</summary>
    public Identity Who => who with { Session = this };

    public string Antiforgery => antiforgery;

    public long Began { get; } = began;

    /// <summary>Timestamp of the newest request.</summary>
    public long Used => Volatile.Read(ref _used);

    public void Use(long now) => Volatile.Write(ref _used, now);
}
