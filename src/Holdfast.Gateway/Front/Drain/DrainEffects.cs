namespace Holdfast.Gateway.Front.Drain;

[Flags]
internal enum DrainEffects
{
    None = 0,

    /// <summary>Readiness turns false; every further answer asks for the connection to be closed.</summary>
    Announce = 1,

    /// <summary>Accept no more, and close every connection as it becomes idle.</summary>
    CloseListeners = 2,

    /// <summary>Abort what is left.</summary>
    Cut = 4,
}
