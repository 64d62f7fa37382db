namespace Shop.Running;

/// <summary>How the shop's processes are started and ended.</summary>
public sealed record ShopProcessOptions
{
    /// <summary>Found beside the running assembly: whoever references this project has it there.</summary>
    public string Assembly { get; init; } = Path.Combine(AppContext.BaseDirectory, "Shop.dll");

    /// <summary>The <c>dotnet</c> that runs this process, where it is one; else the first of the path.</summary>
    public string Dotnet { get; init; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet" ? Environment.ProcessPath! : "dotnet";

    /// <summary>All nodes start at once, and this binds each of them.</summary>
    public TimeSpan StartMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a node may take to end by itself before it is killed.</summary>
    public TimeSpan StopMax { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The n-th node draws from this seed plus n.</summary>
    public ulong Seed { get; init; } = 1;
}
