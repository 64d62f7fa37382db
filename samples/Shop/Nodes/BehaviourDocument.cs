using System.Globalization;

namespace Shop.Nodes;

/// <summary>A <see cref="Behaviour"/> as it is written and read at <c>/_shop/behaviour</c>.</summary>
internal sealed record BehaviourDocument
{
    private static readonly TimeSpan SlowMax = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ForMax = TimeSpan.FromMinutes(10);

    public double? Fail { get; init; }

    public int? Status { get; init; }

    /// <summary>Such as <c>200ms</c> or <c>2s</c>.</summary>
    public string? Slow { get; init; }

    public bool? Hang { get; init; }

    public double? Reset { get; init; }

    /// <summary><c>up</c>, <c>down</c> or <c>hang</c>.</summary>
    public string? Health { get; init; }

    /// <summary>Such as <c>30s</c>: after it the node heals by itself.</summary>
    public string? For { get; init; }

    public static BehaviourDocument Of(Behaviour behaviour) => new()
    {
        Fail = behaviour.Fail,
        Status = behaviour.Status,
        Slow = Milliseconds(behaviour.Slow),
        Hang = behaviour.Hang,
        Reset = behaviour.Reset,
        Health = behaviour.Health.ToString().ToLowerInvariant(),
        For = behaviour.For == TimeSpan.Zero ? null : Milliseconds(behaviour.For),
    };

    /// <summary>What is left out is healthy: a document says the whole behaviour, and <c>{}</c> heals.</summary>
    /// <returns>Null when a field is out of its range; <paramref name="errors"/> then names each such field.</returns>
    public Behaviour? Read(out IReadOnlyList<string> errors)
    {
        var wrong = new List<string>();
        errors = wrong;
        if (Fail is < 0 or > 1 or double.NaN) wrong.Add("fail is a share from 0 to 1");
        if (Reset is < 0 or > 1 or double.NaN) wrong.Add("reset is a share from 0 to 1");
        if (Status is < 400 or > 599) wrong.Add("status is 400 to 599");

        var slow = TimeSpan.Zero;
        if (Slow is { } text && (!TryReadDuration(text, out slow) || slow > SlowMax))
            wrong.Add("slow is a duration such as 200ms or 2s, up to 10m");

        var lease = TimeSpan.Zero;
        if (For is { } time && (!TryReadDuration(time, out lease) || lease > ForMax || lease == TimeSpan.Zero))
            wrong.Add("for is a duration such as 30s, up to 10m");

        var health = HealthAnswer.Up;
        if (Health is { } answer && (int.TryParse(answer, CultureInfo.InvariantCulture, out _) ||
            !Enum.TryParse(answer, ignoreCase: true, out health)))
        {
            wrong.Add("health is up, down or hang");
        }

        return wrong.Count > 0 ? null : new Behaviour
        {
            Fail = Fail ?? 0,
            Status = Status ?? Behaviour.Healthy.Status,
            Slow = slow,
            Hang = Hang ?? false,
            Reset = Reset ?? 0,
            Health = health,
            For = lease,
        };
    }

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.###}ms");

    private static bool TryReadDuration(string text, out TimeSpan duration)
    {
        duration = default;
        var digits = text.AsSpan().TrimEnd("ms");
        var unit = text.AsSpan(digits.Length);
        double? scale = unit switch { "ms" => 1, "s" => 1_000, "m" => 60_000, _ => null };
        if (scale is null ||
            !double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ||
            !(number * scale.Value < TimeSpan.MaxValue.TotalMilliseconds / 2))
        {
            return false;
        }

        duration = TimeSpan.FromMilliseconds(number * scale.Value);
        return true;
    }
}
