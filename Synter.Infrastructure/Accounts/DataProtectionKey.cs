namespace Synter.Infrastructure.Accounts;

/// <summary>A key of ASP.NET's data protection, kept here so that every process reads what another one wrote.</summary>
public sealed class DataProtectionKey
{
    public required string Name { get; init; }

    public required string Xml { get; init; }
}
