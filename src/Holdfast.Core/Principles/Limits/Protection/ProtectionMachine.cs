namespace Holdfast.Core.Principles.Limits.Protection;

/// <summary>How many calls a second the process takes in. Pure.</summary>
/// <remarks>
/// The wait of work for a thread is measured rather than guessed from load, as WeChat's DAGOR does (Zhou and others, 2018);
/// it counts where it stands, its least of half a second being too long, for a collection or a burst is over by then (CoDel,
/// RFC 8289). While work waits the process does what it can, so what comes through is its capacity: the rate is that, less
/// or more in proportion to the strain. It is not cut on and on while what has piled up drains, as it would be if only the
/// wait were looked at. Where nothing waits the capacity may be higher, and is tried: slowly, then ever faster.
/// <para>
/// It never goes below a tenth of what came through at first: if asking for so little does not help, the trouble is not the
/// calls, another process has the processor or something else the memory, and refusing everybody would only add an outage.
/// </para>
/// </remarks>
internal readonly record struct ProtectionMachine
{
    /// <summary>So long it must have had too much to do, at every look.</summary>
    public static readonly TimeSpan Standing = TimeSpan.FromSeconds(0.5);

    /// <summary>Part of the rate at the beginning below which it does not go.</summary>
    public const double FloorShare = 0.1;

    /// <summary>Part of the capacity by which the rate is lower for an excess of 1.</summary>
    private const double Gain = 0.08;
    private const double Smoothing = 0.3;
    private const double CapacitySmoothing = 0.1;

    /// <summary>From here down nothing waits to speak of: what comes through is what came.</summary>
    private const double Idle = -0.5;
    private const double Growth = 0.005;
    private const double GrowthMax = 0.08;
    private const double GrowthDoublesAfter = 0.25;

    /// <summary>Beyond what comes the rate would only grow to no use, and be far too high when more comes.</summary>
    private const double RoomMax = 1.25;

    public ProtectionMachine()
    {
    }

    /// <summary>Calls a second that may pass; null: all.</summary>
    public double? Rate { get; private init; }

    /// <summary>Calls a second that it can carry, as far as is known; of no meaning while all may pass.</summary>
    public double Capacity { get; private init; }

    /// <summary>For how long nothing has waited while calls were held back.</summary>
    public double IdleSeconds { get; private init; }

    /// <summary>The rate never goes below.</summary>
    public double Floor { get; private init; }

    /// <summary>How it stands: the better of the last two looks, for one alone may have met a pause.</summary>
    public ProtectionStrain Strain { get; private init; } = ProtectionStrain.Calm;

    /// <summary>As the last look alone found it.</summary>
    public ProtectionStrain Seen { get; private init; } = ProtectionStrain.Calm;

    /// <summary>For how long every look has found too much to do.</summary>
    public double OverSeconds { get; private init; }

    /// <summary>Smoothed share of the processor time; null: not known.</summary>
    public double? Cpu { get; private init; }

    /// <summary>Calls a second that pass, smoothed.</summary>
    public double Passing { get; private init; }

    /// <summary>How long ago the look before was.</summary>
    private double LookSeconds { get; init; }

    public bool IsOver => Strain.Excess > 0;

    /// <summary>Nothing is held back any more.</summary>
    public ProtectionMachine Released() => this with { Rate = null, OverSeconds = 0 };

    public ProtectionMachine Next(ProtectionPlan plan, in ProtectionReading reading)
    {
        if (reading.Seconds <= 0) return this;
        var cpu = reading.Process.Cpu is { } used ? Cpu + (Smoothing * (used - Cpu)) ?? used : (double?)null;
        var seen = ProtectionStrain.Of(plan, reading.Process, cpu);
        var passed = reading.Passed / reading.Seconds;
        var next = this with
        {
            Cpu = cpu,
            Seen = seen,
            Strain = seen.Excess <= Seen.Excess ? seen : Seen,
            OverSeconds = seen.Excess > 0 ? OverSeconds + reading.Seconds : 0,
            LookSeconds = reading.Seconds,
            Passing = Passing == 0 ? passed : Passing + (Smoothing * (passed - Passing)),
        };
        return Rate is null ? next.Begun() : next.Held(passed, isBusy: seen.Excess > Idle && Seen.Excess > Idle);
    }

    private ProtectionMachine Begun() => OverSeconds < Standing.TotalSeconds ? this : (this with
    {
        Capacity = Math.Max(1, Passing), Floor = Math.Max(1, Passing * FloorShare), IdleSeconds = 0,
    }).Rated();

    private ProtectionMachine Held(double passed, bool isBusy)
    {
        if (isBusy) return (this with { Capacity = Capacity + (CapacitySmoothing * (passed - Capacity)), IdleSeconds = 0 }).Rated();
        if (Strain.Excess > Idle) return Rated();
        var growth = Math.Min(GrowthMax, Growth * (1 + (IdleSeconds / GrowthDoublesAfter)));
        var grown = Math.Min(Capacity * (1 + growth), Math.Max(Floor, RoomMax * Passing));
        return (this with { Capacity = Math.Max(Capacity, grown), IdleSeconds = IdleSeconds + LookSeconds }).Rated();
    }

    private ProtectionMachine Rated() => this with { Rate = Math.Max(Floor, Capacity * (1 - (Gain * Strain.Excess))) };
}
