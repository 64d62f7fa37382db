namespace Holdfast.Core.Plan;

/// <summary>What came of reading a plan: the plan, or every error in it.</summary>
public sealed record PlanResult
{
    /// <summary>Null when there is any error.</summary>
    public required HoldfastPlan? Plan { get; init; }

    /// <summary>Sorted by place; at most <see cref="Yaml.PlanLimits.ErrorsShownMax"/> of <see cref="ErrorsTotal"/>.</summary>
    public required IReadOnlyList<PlanError> Errors { get; init; }

    /// <summary>How many errors there are, shown or not.</summary>
    public required int ErrorsTotal { get; init; }

    /// <summary>What the result depends on, also when the plan is bad: whoever waits for it to be mended watches these.</summary>
    public required PlanSources Sources { get; init; }

    /// <summary>SHA-256 of all texts in the order read, lower-case hexadecimal. The same texts have the same digest wherever they lie.</summary>
    public required string Digest { get; init; }

    public bool IsGood => Plan is not null;
}
