namespace Holdfast.Core.Plan.Yaml;

/// <summary>How much text a plan may be. Beyond it, nothing is parsed: a plan comes from a person or a generator, not from an attacker's stream.</summary>
public static class PlanLimits
{
    /// <summary>One file. 10,000 interfaces and 50,000 nodes, written out at length, take about 8 MB.</summary>
    public const int FileBytesMax = 16 * 1024 * 1024;

    /// <summary>All files of a plan together.</summary>
    public const int PlanBytesMax = 32 * 1024 * 1024;

    /// <summary>Sections within sections. The deepest field of a plan is at 8.</summary>
    public const int DepthMax = 64;

    /// <summary>Keys and values over all files, every alias counted as what it stands for.</summary>
    public const int ValuesMax = 2_000_000;

    public const int FilesMax = 1_000;

    /// <summary>Includes within includes.</summary>
    public const int IncludeDepthMax = 16;

    /// <summary>Errors shown of one run; the rest are counted.</summary>
    public const int ErrorsShownMax = 100;
}
