namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>One thing about a value that does not fit its schema.</summary>
/// <param name="Pointer">A JSON Pointer from the root of the value; empty for the root itself.</param>
/// <param name="Message">A sentence a customer understands, with the mend.</param>
/// <param name="IsMissing">Something asked for is not there yet: a draft may wait for it. Everything else is wrong.</param>
public sealed record SchemaError(string Pointer, string Message, bool IsMissing);
