namespace Holdfast.Control.Access;

/// <summary>Somebody's browser, from the sign-in on.</summary>
/// <param name="antiforgery">What its pages send back with everything that they change: a page of another site does not know it.</param>
/// <param name="since">When it began.</param>
internal sealed class Session(Identity who, string antiforgery, DateTimeOffset since)
{
    private long _usedMs = since.ToUnixTimeMilliseconds();

    /// <summary>Whom it stands for, this session with them.</summary>
    public Identity Who => who with { Session = this };

    public string Antiforgery => antiforgery;

    public DateTimeOffset Since => since;

    public DateTimeOffset LastUsed => DateTimeOffset.FromUnixTimeMilliseconds(Volatile.Read(ref _usedMs));

    public void Use(DateTimeOffset now) => Volatile.Write(ref _usedMs, now.ToUnixTimeMilliseconds());
}
