namespace Holdfast.Control.Plans;

/// <summary>How a plan is to be tried.</summary>
/// <param name="Share">Of the requests, above 0 and at most a half: what is beside it must be seen as well.</param>
/// <param name="Bake">How long, before it goes live.</param>
public sealed record StageWish(double Share, TimeSpan Bake)
{
    public const double ShareMax = 0.5;

    public static readonly TimeSpan BakeDefault = TimeSpan.FromMinutes(2);

    public static readonly TimeSpan BakeMin = TimeSpan.FromSeconds(1);

    /// <summary>Beyond it somebody should look for himself.</summary>
    public static readonly TimeSpan BakeMax = TimeSpan.FromHours(1);

    public bool IsPossible => Share is > 0 and <= ShareMax && Bake >= BakeMin && Bake <= BakeMax;
}
