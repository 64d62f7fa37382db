namespace Shop.Load;

/// <summary>Why a load ended.</summary>
public enum LoadEnd
{
    /// <summary><see cref="LoadOptions.DurationMax"/> has passed.</summary>
    DurationReached,

    /// <summary>It was told to.</summary>
    Stopped,
}
