create index notified_limits_by_period on notified_limits (first_day, subscription_id);
