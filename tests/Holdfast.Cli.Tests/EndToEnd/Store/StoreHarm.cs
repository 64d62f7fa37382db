namespace Holdfast.Cli.Tests.EndToEnd.Store;

/// <summary>What can happen to a store.</summary>
public enum StoreHarm
{
    /// <summary>Its folder is gone for ever.</summary>
    Deleted,

    /// <summary>Its folder is gone, and may come back.</summary>
    Unmounted,

    /// <summary>Another process has it.</summary>
    Locked,

    /// <summary>Something else was written over it.</summary>
    Corrupt,

    /// <summary>The disk has no room left.</summary>
    Full,
}
