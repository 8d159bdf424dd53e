namespace MultiTenantSaas.Show;

/// <summary>A step had another result, or sent other requests, than it must.</summary>
public sealed class WrongStepException(string step, string reason, Exception? inner = null) : Exception($"Step {step} is wrong: {reason}", inner);
